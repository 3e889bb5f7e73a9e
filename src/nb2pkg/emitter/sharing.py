"""What the parts of a project have in common moves into one module; each part imports it from there."""

from __future__ import annotations

import ast
import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence

from msgspec import Struct

from nb2pkg.emitter.sameness import canonical
from nb2pkg.emitter.units import Place, Unit, units_of

_ORIGIN_LINE = re.compile(r"^[ \t]*From [^\n]+, cells? \d+(?: to \d+)?\.$", re.MULTILINE)
Modules = Mapping[tuple[str, str], str]  # text by part and module


class Shared(Struct, frozen=True, kw_only=True):
    """A definition that several parts have: its name in the shared module, and the definitions that it replaces."""

    name: str
    units: tuple[Unit, ...]


def shared_of(modules: Modules, *, project: str) -> tuple[Shared, ...]:
    """What at least two parts have, with all that it needs of their own; callees before their callers."""
    left = [
        unit
        for (part, module), text in modules.items()
        for unit in units_of(text, project=project, part=part, module=module)
    ]
    found: list[Shared] = []
    names: dict[Place, str] = {}
    while groups := _same(left, names, taken=_bound(found)):
        found += groups
        names |= {unit.place: group.name for group in groups for unit in group.units}
        left = [unit for unit in left if unit.place not in names]
    return tuple(found)


def _bound(found: Sequence[Shared]) -> dict[str, str]:
    """The names of the shared module: its own, and those of libraries with their imports."""
    own = {group.name: "" for group in found}
    return own | {name: text for group in found for name, text in group.units[0].libraries}


def _same(left: Iterable[Unit], names: Mapping[Place, str], *, taken: dict[str, str]) -> list[Shared]:
    """Groups of units of different parts that are the same, as far as what they need is shared already."""
    alike: defaultdict[tuple[object, ...], list[Unit]] = defaultdict(list)
    for unit in left:
        if all(place in names for _, place in unit.own):
            key = canonical(unit.node, {read: names[place] for read, place in unit.own})
            if unit.place.part not in {other.place.part for other in alike[key, unit.libraries]}:
                alike[key, unit.libraries].append(unit)
    found: list[Shared] = []
    for units in alike.values():
        name = units[0].place.name
        is_free = all(taken.get(read, text) == text for read, text in units[0].libraries) and name not in taken
        if len(units) > 1 and is_free and not any(name == read for read, _ in units[0].libraries):
            found.append(Shared(name=name, units=tuple(units)))
            taken |= {name: "", **dict(units[0].libraries)}
    return found


def shared_text(found: Sequence[Shared], *, title: str) -> str:
    """The shared module, not yet formatted."""
    names = {unit.place: group.name for group in found for unit in group.units}
    imports = sorted({text for group in found for _, text in group.units[0].libraries})
    constants = [group for group in found if isinstance(group.units[0].node, ast.Assign)]
    rest = [group for group in found if group not in constants]
    bodies = [_text_of(group, names) for group in (*constants, *rest)]
    return "\n".join([f'"""{title}"""\n', *imports, "", *(f"\n\n{body}" for body in bodies)]) + "\n"


def _text_of(group: Shared, names: Mapping[Place, str]) -> str:
    """The first one's text, its callees by their shared names, with the origins of all."""
    unit = group.units[0]
    renamed = {read: names[place] for read, place in unit.own if names[place] != read}
    text = _with_names(unit, renamed) if renamed else unit.text
    origins = [found[0].strip() for one in group.units if (found := _ORIGIN_LINE.search(one.text))]
    return text.replace(origins[0], "\n    ".join(dict.fromkeys(origins)), 1) if len(origins) > 1 else text


def _with_names(unit: Unit, renamed: Mapping[str, str]) -> str:
    """The text with other names for what it reads of the part's own."""
    lines = [line.encode() for line in unit.text.split("\n")]
    uses = [node for node in ast.walk(unit.node) if isinstance(node, ast.Name) and node.id in renamed]
    for node in sorted(uses, key=lambda node: (node.lineno, node.col_offset), reverse=True):
        at = node.lineno - 1 - unit.first
        line = lines[at]
        lines[at] = line[: node.col_offset] + renamed[node.id].encode() + line[node.end_col_offset or 0 :]
    return b"\n".join(lines).decode()


def without_shared(
    modules: Modules, found: Sequence[Shared], *, source: str, imported: Collection[Place]
) -> dict[tuple[str, str], str]:
    """The parts' modules that change, not yet formatted: `source` is the module from which they import now.

    `imported` are the names that other modules import from where they stood, which stay there to be imported.
    """
    moved: defaultdict[tuple[str, str], list[tuple[Unit, str]]] = defaultdict(list)
    for group in found:
        for unit in group.units:
            moved[unit.place.part, unit.place.module].append((unit, group.name))
    return {key: _without(modules[key], units, source, imported) for key, units in moved.items()}


def _without(text: str, units: Sequence[tuple[Unit, str]], source: str, imported: Collection[Place]) -> str:
    lines = text.split("\n")
    for unit, _ in sorted(units, key=lambda pair: pair[0].first, reverse=True):
        del lines[unit.first : unit.last]
    kept = "\n".join(lines)
    used = {node.id for node in ast.walk(ast.parse(kept)) if isinstance(node, ast.Name)}
    imports = [
        _import_line(source, name, unit.place.name, is_used=unit.place.name in used)
        for unit, name in units
        if unit.place.name in used or unit.place in imported
    ]
    at = _end_of_head(ast.parse(kept))
    above, below = kept.split("\n")[:at], kept.split("\n")[at:]
    return "\n".join([*above, *imports, *below])


def _end_of_head(tree: ast.Module) -> int:
    """The line behind the docstring and the imports that follow it."""
    end = 0
    for node in tree.body:
        is_docstring = isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)
        if not is_docstring and not isinstance(node, ast.Import | ast.ImportFrom):
            break
        end = node.end_lineno or node.lineno
    return end


def _import_line(source: str, name: str, here: str, *, is_used: bool) -> str:
    """Others import the name from the module in which it stood: `as` itself says that it is meant for them."""
    return f"from {source} import {name}" + ("" if name == here and is_used else f" as {here}")
