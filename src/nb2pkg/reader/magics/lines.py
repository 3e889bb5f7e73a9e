"""Rewrites the magic, shell and help lines of a cell in place."""

from __future__ import annotations

from collections.abc import Iterator

from nb2pkg.model.notebook import Magic, Treatment
from nb2pkg.reader.magics.line_magics import line_magic
from nb2pkg.reader.magics.scanner import Kind, Special, find_special
from nb2pkg.reader.magics.shell import captured, shell
from nb2pkg.reader.magics.values import DROPPED, Became, Call, Scope, Translation


def translate_lines(text: str, scope: Scope, *, first_line: int = 1) -> Translation:
    """The text with every special line made into Python. Lines are counted from `first_line`."""
    lines = text.split("\n")
    found = [(special, *_became(special, scope)) for special in find_special(text)]
    for special, became, _ in found:
        lines[special.first] = _line(special, became)
        lines[special.first + 1 : special.last + 1] = [""] * (special.last - special.first)
    return collected("\n".join(lines), _numbered(found, first_line=first_line))


def _numbered(found: list[tuple[Special, Became, Magic]], *, first_line: int) -> Iterator[tuple[Became, Magic]]:
    from msgspec.structs import replace

    for special, became, magic in found:
        yield became, replace(magic, line=first_line + special.first)


def collected(python: str, found: Iterator[tuple[Became, Magic]]) -> Translation:
    """A translation made of its text and its magics."""
    pairs = list(found)
    return Translation(
        python=python,
        magics=tuple(magic for _, magic in pairs),
        runtime=_distinct(name for became, _ in pairs for name in became.runtime),
        imports=_distinct(name for became, _ in pairs for name in became.imports),
        requirements=_distinct(name for became, _ in pairs for name in became.requirements),
        notes=_distinct(note for became, _ in pairs for note in became.notes),
        silent_lines=tuple(magic.line for became, magic in pairs if became.is_silent),
    )


def _distinct(items: Iterator[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(items))


def _line(special: Special, became: Became) -> str:
    """The replacement; a removed line in a block leaves `pass`, since the block may need a body."""
    before = special.before
    if not before.strip():
        return before + (became.python or "pass") if before or became.python else ""
    if became.python:
        return became.python
    indent = before[: len(before) - len(before.lstrip())]
    return indent + "pass" if indent else ""


def _became(special: Special, scope: Scope) -> tuple[Became, Magic]:
    kind, content, target = special.kind, special.content, special.before if special.before.strip() else ""
    if kind is Kind.HELP:
        name = "??" if content.startswith("??") else "?"
        return DROPPED, _magic("help", name, content[len(name) :], DROPPED)
    if kind is Kind.LINE:
        name, _, args = content.lstrip().partition(" ")
        became = line_magic(Call(name=name, args=args, scope=scope, target=target))
        return became, _magic("line", name, args, became)
    if kind in {Kind.SHELL, Kind.CAPTURE}:
        became = _shell(kind, Call(name=kind.value, args=content, scope=scope, target=target))
        return became, _magic("shell", kind.value, content.strip(), became)
    became = _autocall(kind, content)
    return became, _magic("line", kind.value, content, became)


def _shell(kind: Kind, call: Call) -> Became:
    if kind is Kind.CAPTURE and not call.target:
        installs = shell(call)
        return installs if installs.treatment is not Treatment.REWRITTEN else captured(call)
    return shell(call)


def _magic(kind: str, name: str, body: str, became: Became) -> Magic:
    return Magic(line=0, kind=kind, name=name, body=body, treatment=became.treatment, names=became.names)


def _autocall(kind: Kind, content: str) -> Became:
    """`/f 1 2`, `,f a b` and `;f a b` as IPython rewrites them."""
    name, _, rest = content.partition(" ")
    match kind:
        case Kind.CALL:
            python = f"{name}({', '.join(rest.split())})"
        case Kind.QUOTE_WORDS:
            python = '{}("{}")'.format(name, '", "'.join(rest.split()))
        case _:
            python = f'{name}("{rest}")'
    return Became(treatment=Treatment.REWRITTEN, python=python)
