"""Types that were seen, as the text of an annotation."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from nb2pkg.model.recording import TypeTree

MOST_ALTERNATIVES = 3
ANY: TypeTree = ["typing:Any"]
NONE: TypeTree = ["None"]
BARE = {  # subclasses of what people call them
    "numpy:float64": "builtins:float",
    "numpy:str_": "builtins:str",
    "pathlib:PosixPath": "pathlib:Path",
    "pathlib:WindowsPath": "pathlib:Path",
}
PROMOTED = ("builtins:bool", "builtins:int", "builtins:float")  # each may stand where the next is asked for
NamesOf = Callable[[str], str]  # the name by which a module knows `module:class`


def merged(trees: Iterable[TypeTree]) -> TypeTree:
    """One tree for all that was seen; Any where that would be more than a reader wants to read."""
    flat: list[TypeTree] = []
    for tree in trees:
        for one in tree[1:] if tree[0] == "|" else (tree,):
            simple = _simple(one)
            if simple not in flat:
                flat.append(simple)
    return _union(_without_promoted(_by_container(flat)))


def _simple(tree: TypeTree) -> TypeTree:
    name = BARE.get(tree[0], tree[0])
    if name == "builtins:tuple" and len(tree) > 2 and tree[-1] != ["..."]:
        return [name, *(merged([part]) for part in tree[1:])]
    return [name, *(part if part == ["..."] else merged([part]) for part in tree[1:])]


def _by_container(trees: Sequence[TypeTree]) -> list[TypeTree]:
    """Containers of one kind become one container: an empty list says nothing about what others hold."""
    found: dict[str, TypeTree] = {}
    for tree in trees:
        known = found.get(tree[0])
        found[tree[0]] = tree if known is None else _joined(known, tree)
    return list(found.values())


def _joined(one: TypeTree, other: TypeTree) -> TypeTree:
    if len(one) != len(other):
        return [one[0], ANY, ["..."]] if one[0] == "builtins:tuple" else [one[0], *([ANY] * (len(one) - 1))]
    return [one[0], *(_known_part(a, b) for a, b in zip(one[1:], other[1:], strict=True))]


def _known_part(one: TypeTree, other: TypeTree) -> TypeTree:
    return one if other in (ANY, one) else other if one == ANY else merged([one, other])


def _without_promoted(trees: Sequence[TypeTree]) -> list[TypeTree]:
    numbers = [name for name in PROMOTED if [name] in trees]
    return [tree for tree in trees if tree[0] not in numbers[:-1]]


def _union(trees: Sequence[TypeTree]) -> TypeTree:
    kinds = [tree for tree in trees if tree != NONE]
    if ANY in kinds or not trees or len(kinds) > MOST_ALTERNATIVES:
        return ANY
    return trees[0] if len(trees) == 1 else ["|", *kinds, *([NONE] if NONE in trees else [])]


def type_text(tree: TypeTree, name_of: NamesOf) -> str:
    """The annotation's text. `name_of` gives each class the name by which the module knows it."""
    head = tree[0]
    if head in {"None", "..."}:
        return str(head)
    if head == "|":
        return " | ".join(type_text(part, name_of) for part in tree[1:])
    if head == "[]":
        return f"[{', '.join(type_text(part, name_of) for part in tree[1:])}]"
    if head == "collections.abc:Callable" and len(tree) == 1:
        return f"{name_of(head)}[..., {name_of(ANY[0])}]"
    parts = ", ".join(type_text(part, name_of) for part in tree[1:])
    return f"{name_of(head)}[{parts}]" if parts else name_of(head)
