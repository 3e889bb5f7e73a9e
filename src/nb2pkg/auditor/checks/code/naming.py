"""Item 35: names that say what a thing is."""

import ast
import re

from nb2pkg.auditor.check import Check, listed, passed, person
from nb2pkg.auditor.code import nodes
from nb2pkg.auditor.subject import Subject
from nb2pkg.model.audit import Answer, Category

_VAGUE = re.compile(
    r"(?i)^(tmp|temp|foo|bar|test)\d+$|_(final|new|old|copy|tmp)(_|\d|$)|^(df|data|model|x|y)_?[2-9]$|\w_v\d+$"
)


def run(subject: Subject) -> Answer:
    """No `df2`, no `model_final_new`: a program can find them, not better ones."""
    found = {
        node.id
        for _, node in nodes(subject.library)
        if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store) and _VAGUE.search(node.id)
    }
    if not found:
        return passed()
    return person(listed(sorted(found)), todo="rename these in the notebook and convert again, or in the package")


CHECK = Check(
    number=35,
    name="naming",
    title="No names as `df2` or `model_final_new`",
    category=Category.CODE,
    run=run,
)
