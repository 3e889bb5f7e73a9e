"""Item 42: raw data is read only."""

import ast

from nb2pkg.auditor.check import Check, unless
from nb2pkg.auditor.code import calls, dotted
from nb2pkg.auditor.subject import Subject
from nb2pkg.knowledge.effects import facts_of
from nb2pkg.model.audit import Answer, Category


def run(subject: Subject) -> Answer:
    """No place is both read and written: compared by what stands in the calls."""
    read: set[str] = set()
    written: set[str] = set()
    for _, call, name in calls(subject.library):
        places = {_place(node) for node in call.args[:1]} - {""}
        mode = call.args[1].value if len(call.args) > 1 and isinstance(call.args[1], ast.Constant) else "r"
        effects = facts_of(None, name.rpartition(".")[2]).effects
        if name == "open":
            (written if set(str(mode)) & set("wax+") else read).update(places)
        elif "writes_file" in effects:
            written |= places
        elif "reads_file" in effects:
            read |= places
    return unless(read & written, todo="write to another place than what was read")


def _place(node: ast.expr) -> str:
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return repr(node.value)
    name = dotted(node)
    return name if name.endswith("_path") or name.startswith("config.") else ""


CHECK = Check(
    number=42,
    name="raw-data",
    title="No file is both read and written over",
    category=Category.SETTINGS,
    run=run,
)
