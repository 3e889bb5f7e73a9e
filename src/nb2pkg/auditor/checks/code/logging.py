"""Item 37: the library logs."""

from nb2pkg.auditor.check import Check, listed, passed, person
from nb2pkg.auditor.code import calls, place_of
from nb2pkg.auditor.subject import Subject
from nb2pkg.model.audit import Answer, Category

_ALLOWED = ("/__main__.py", "/cli.py", "/display.py")


def run(subject: Subject) -> Answer:
    """No `print` but on the command line; whether prints are a result or chatter, their author knows."""
    modules = tuple(module for module in subject.library if not module.path.endswith(_ALLOWED))
    found = [place_of(module, call) for module, call, name in calls(modules) if name in {"print", "pprint"}]
    if not found:
        return passed()
    return person(f"{len(found)} prints: {listed(found)}", todo="log what is chatter, return what is a result")


CHECK = Check(number=37, name="logging", title="The library logs and does not print", category=Category.CODE, run=run)
