"""What to do about a type checker's errors: leave a type open, or mark a line of the author's."""

from __future__ import annotations

import io
import re
import tokenize
from collections.abc import Iterable, Iterator

from msgspec.structs import replace

from nb2pkg.model.package import File, Package
from nb2pkg.model.typing_error import TypingError
from nb2pkg.recorder.annotate import Loose
from nb2pkg.recorder.signatures import Definition, definitions
from nb2pkg.syntax.parse import parse

_ARGUMENT = re.compile(r'^Argument (?:(\d+)|"(\w+)") to "(\w+)"')


def loosened(errors: Iterable[TypingError], package: Package) -> Loose:
    """Parameters and results whose types do not hold: those that an error is about."""
    found: set[tuple[str, str]] = set()
    texts = {file.path: file.text for file in package.files}
    places = list(_places(package))
    for error in errors:
        text = texts.get(error.path, "")
        module = _module(error.path, package.name)
        if module is None or not text:
            continue
        inside = [(d, key) for m, d, key in places if m == module and d.lineno <= error.line <= (d.end_lineno or 0)]
        around = max(inside, key=lambda one: one[0].lineno, default=None)
        if around is not None and error.line < around[0].body[0].lineno:
            found |= {(around[1], name) for name in _names(around[0])} | {(around[1], "return")}
        elif around is not None and error.code == "return-value":
            found.add((around[1], "return"))
        elif match := _ARGUMENT.match(error.message):
            found |= set(_argument(match, places))
    return frozenset(found)


def _places(package: Package) -> Iterator[tuple[str, Definition, str]]:
    for file in package.files:
        module = _module(file.path, package.name)
        if module is not None:
            for node, path, _ in definitions(parse(file.text)):
                yield module, node, f"{module}:{path}"


def _module(path: str, name: str) -> str | None:
    start = f"src/{name}/"
    return path.removeprefix(start).removesuffix(".py") if path.startswith(start) and path.endswith(".py") else None


def _names(node: Definition) -> list[str]:
    return [one.arg for one in (*node.args.posonlyargs, *node.args.args, *node.args.kwonlyargs)]


def _argument(match: re.Match[str], places: list[tuple[str, Definition, str]]) -> Iterator[tuple[str, str]]:
    number, name, function = match.groups()
    for _, node, key in places:
        if node.name == function:
            names = [one.arg for one in (*node.args.posonlyargs, *node.args.args)]
            if name is not None or int(number) <= len(names):
                yield key, name or names[int(number) - 1]


def with_marks(package: Package, errors: Iterable[TypingError]) -> Package:
    """The package with `# type: ignore[...]` where the author's own code is what the checker does not like."""
    by_path: dict[str, dict[int, set[str]]] = {}
    for error in errors:
        by_path.setdefault(error.path, {}).setdefault(error.line, set()).add(error.code)
    files = tuple(
        replace(file, text=_marked(file, by_path[file.path])) if file.path in by_path else file
        for file in package.files
    )
    return replace(package, files=files)


def _marked(file: File, codes_by_line: dict[int, set[str]]) -> str:
    """The text with comments at the ends of those lines, before comments that are there; lines inside texts stay."""
    lines = file.text.split("\n")
    comments, blocked = _comments_and_texts(file.text)
    for number, codes in codes_by_line.items():
        line = lines[number - 1]
        if number in blocked or line.endswith("\\"):
            continue
        mark = f"# type: ignore[{', '.join(sorted(codes))}]"
        at = comments.get(number)
        lines[number - 1] = f"{line}  {mark}" if at is None else f"{line[:at]}{mark}  {line[at:]}"
    return "\n".join(lines)


def _comments_and_texts(text: str) -> tuple[dict[int, int], set[int]]:
    """The columns of comments by line, and the lines that end inside a text."""
    comments: dict[int, int] = {}
    blocked: set[int] = set()
    for token in tokenize.generate_tokens(io.StringIO(text).readline):
        if token.type == tokenize.COMMENT:
            comments[token.start[0]] = token.start[1]
        elif token.type == tokenize.STRING or token.end[0] > token.start[0]:
            blocked |= set(range(token.start[0], token.end[0]))
    return comments, blocked
