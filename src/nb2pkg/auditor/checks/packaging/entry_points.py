"""Item 7: how the package is started."""

import ast

from nb2pkg.auditor.check import Check, failed, passed
from nb2pkg.auditor.subject import Subject
from nb2pkg.model.audit import Answer, Category

PARSERS = ("argparse", "click", "typer", "import main", "docopt", "fire")
TODO = "write __main__.py with a function main, and name it in [project.scripts]"


def run(subject: Subject) -> Answer:
    """A script that names a function which is there, and a `__main__.py` that reads a command line."""
    scripts = subject.project.get("scripts")
    if not isinstance(scripts, dict) or not scripts:
        return failed("no [project.scripts]", todo=TODO)
    lost = [f"{name} = {target}" for name, target in sorted(scripts.items()) if not _is_there(subject, str(target))]
    if lost:
        return failed(f"{lost[0]} leads nowhere", todo=TODO)
    main = next((module for module in subject.library if module.path.endswith("/__main__.py")), None)
    if main is None:
        return failed("no __main__.py", todo=TODO)
    by_hand = all(word in main.text for word in ("sys.argv", "--help"))
    if not by_hand and not any(name in main.text for name in PARSERS):
        return failed("__main__.py reads no command line: no --help", todo=TODO)
    return passed()


def _is_there(subject: Subject, target: str) -> bool:
    module, _, name = target.partition(":")
    path = module.replace(".", "/")
    places = {f"{root}{path}{end}" for root in ("src/", "") for end in (".py", "/__init__.py")}
    trees = [found.tree for found in subject.library if found.path in places and found.tree]
    return any(name in _names(node) for tree in trees for node in tree.body)


def _names(node: ast.stmt) -> set[str]:
    match node:
        case ast.FunctionDef() | ast.AsyncFunctionDef():
            return {node.name}
        case ast.Import() | ast.ImportFrom():
            return {alias.asname or alias.name for alias in node.names}
        case ast.Assign():
            return {target.id for target in node.targets if isinstance(target, ast.Name)}
    return set()


CHECK = Check(
    number=7,
    name="entry-points",
    title="A console script and `python -m` lead to a command line that is there",
    category=Category.PACKAGING,
    run=run,
)
