"""Item 40: no places of one machine."""

import ast
import re

from nb2pkg.auditor.check import Check, listed, person, unless
from nb2pkg.auditor.code import nodes, place_of
from nb2pkg.auditor.subject import Subject
from nb2pkg.model.audit import Answer, Category

_ABSOLUTE = re.compile(
    r"^(?:/(?:home|Users|mnt|media|root|content|kaggle|dbfs|data|tmp|opt|srv)/|~[/\\]|[A-Za-z]:[\\/]\w|\\\\\w)"
)


def run(subject: Subject) -> Answer:
    """No literal that is an absolute path or one below somebody's home; defaults of settings count."""
    found = [
        (place_of(module, node), module.path.endswith("/config.py"))
        for module, node in nodes(subject.library)
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and _ABSOLUTE.match(node.value)
    ]
    fixed = [place for place, is_setting in found if not (is_setting and subject.provenance is not None)]
    if found and not fixed:
        said = f"settings with the notebook's own places as defaults: {listed(sorted(place for place, _ in found))}"
        return person(said, todo="say where the data lies: relative defaults in config.py, or a file of settings")
    return unless(fixed, todo="make it relative to the data folder, or a setting that must be given")


CHECK = Check(
    number=40,
    name="paths",
    title="No absolute paths, no home folders",
    category=Category.SETTINGS,
    run=run,
)
