"""Item 30: nothing needs a notebook."""

import re

from nb2pkg.auditor.check import Check, unless_in
from nb2pkg.auditor.subject import Module, Subject
from nb2pkg.model.audit import Answer, Category

_LEFT = re.compile(r"\bget_ipython\s*\(|^\s*(?:from|import)\s+IPython\b|^\s*%{1,2}\w+|^\s*!\w+", re.M)


def run(subject: Subject) -> Answer:
    """No magics, no `get_ipython`, no import of IPython."""
    found = [f"{module.path}:{line}" for module in subject.library for line in _lines(module)]
    return unless_in(subject, found, todo="replace what only a notebook has")


def _lines(module: Module) -> list[int]:
    if module.tree is None:
        return [module.text[: m.start()].count("\n") + 1 for m in _LEFT.finditer(module.text)]
    code = re.sub(r"#.*", "", module.text)
    return [code[: m.start()].count("\n") + 1 for m in re.finditer(_LEFT.pattern.split("|^\\s*%")[0], code, re.M)]


CHECK = Check(
    number=30,
    name="ipython",
    title="No magics, `get_ipython` or imports of IPython",
    category=Category.CODE,
    run=run,
)
