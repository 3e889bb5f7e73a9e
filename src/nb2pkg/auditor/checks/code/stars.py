"""Item 29: no star imports."""

import ast

from nb2pkg.auditor.check import Check, unless_in
from nb2pkg.auditor.code import nodes, place_of
from nb2pkg.auditor.subject import Subject
from nb2pkg.model.audit import Answer, Category


def run(subject: Subject) -> Answer:
    """No `from x import *`."""
    found = [
        place_of(module, node)
        for module, node in nodes(subject.library)
        if isinstance(node, ast.ImportFrom) and any(alias.name == "*" for alias in node.names)
    ]
    return unless_in(subject, found, todo="import the names that are used")


CHECK = Check(number=29, name="stars", title="No star imports", category=Category.CODE, run=run)
