"""Item 34: public functions say what they are for."""

import ast

from nb2pkg.auditor.check import Check, listed, passed, person
from nb2pkg.auditor.code import place_of, public_functions
from nb2pkg.auditor.subject import Subject
from nb2pkg.model.audit import Answer, Category


def run(subject: Subject) -> Answer:
    """Each has a docstring; a program cannot know what the author's own functions are for."""
    bare = [f"{place_of(m, f)} {f.name}" for m, f in public_functions(subject.library) if not ast.get_docstring(f)]
    if not bare:
        return passed()
    return person(f"{len(bare)} without a docstring: {listed(bare)}", todo="say in a docstring what these functions do")


CHECK = Check(number=34, name="docstrings", title="Public functions have docstrings", category=Category.CODE, run=run)
