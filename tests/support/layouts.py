"""Random programs that parse, laid out as nobody would: what they do does not matter, only where it stands."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TypeVar

T = TypeVar("T")
Choose = Callable[[int], int]  # n -> one of 0 .. n-1, 0 being the simplest

SIMPLE = (
    "a = 1", "f(a)", "pass", "'ö; #'", "import a.b as c", "x: int = (\n1)", "f(a,  # first\n# second\n  b)", "[\n]",
    'q = """\n  text; # no comment\n\n\\\n"""', "s = 'one\\\n  two'", 'f"ü{a}" f"""\n  {b!r:>{c}}\n"""', "a \\\n+ b",
    "await a", "lambda: (yield)", "b'''\n'''", "del (a), b", "assert a, \\\n   b", "x = y[a:b]", "r'''\\\n'''",
    "(\n# inside\na)",
)  # fmt: skip
HEADS = (
    ("if a:",), ("for a in (b,\n c):",), ("while '''\n''':",), ("with a as b, \\\n  c:",), ("def f(a=':'):",),
    ("class A:",), ("@d", "# why", "@(\nd\n)", "class A(B,  # base\n  C):",), ("async def g():",), ("@d", "def h():"),
)  # fmt: skip
CLAUSES = (
    ("if a:", "elif b:", "else:"), ("if a:", "else:"), ("for a in b:", "else:"), ("try:", "except E:", "else:"),
    ("try:", "except (E,\n F) as e:", "except:", "finally:"), ("try:", "except* E:"),
)  # fmt: skip
CASES = ("case 1:", "case (\n  [a, *_]\n):", "case {'k': _} if b:", "case _:")
MARGINS = ("    ", "  ", "\t", "       ", " ")
SEPARATORS = ("; ", ";", " ;  ", "; \\\n   ")
BESIDE = ("", "", "  # beside", " #;", "   ")


class Layout:
    """Makes one program."""

    def __init__(self, choose: Choose) -> None:
        self._choose = choose

    def program(self) -> str:
        """Some statements, with comments and empty lines anywhere."""
        return "\n".join(self._block("", 0)) + self._pick(("", "\n", "\n\n"))

    def _pick(self, options: Sequence[T]) -> T:
        return options[self._choose(len(options))]

    def _block(self, margin: str, depth: int) -> list[str]:
        lines = self._noise(margin)
        for _ in range(1 + self._choose(4)):
            lines += self._statement(margin, depth) + self._noise(margin)
        return lines

    def _noise(self, margin: str) -> list[str]:
        """Comments and empty lines, as far in as the block or not."""
        margins = (margin, margin, *MARGINS, "", margin + " ")
        return [
            self._pick(margins) + self._pick(("# c", "", "#; d\\", "# e: f"))
            for _ in range(max(0, self._choose(5) - 2))
        ]

    def _statement(self, margin: str, depth: int) -> list[str]:
        kind = self._choose(6) if depth < 3 else 0
        if kind == 3:
            return self._opened([margin + line for line in self._pick(HEADS)], margin, depth)
        if kind == 4:
            return [line for head in self._pick(CLAUSES) for line in self._opened([margin + head], margin, depth)]
        if kind == 5:
            inner = margin + self._pick(MARGINS)
            heads = [self._pick(CASES[:3]) for _ in range(self._choose(2))] + [CASES[3]]
            cases = [line for head in heads for line in self._opened([inner + head], inner, depth + 1)]
            return [f"{margin}match a:", *self._noise(inner), *cases]
        return [margin + self._line()]

    def _line(self) -> str:
        """Simple statements on one line."""
        line = self._pick(SIMPLE)
        for _ in range(max(0, self._choose(5) - 2)):
            line += self._pick(SEPARATORS) + self._pick(SIMPLE)
        return line + self._pick(("", "", ";", " ;")) + self._pick(BESIDE)

    def _opened(self, head: list[str], margin: str, depth: int) -> list[str]:
        """The head of a block with the block, below it or on its line."""
        if self._choose(3) == 2:
            return [*head[:-1], head[-1] + self._pick(("", " ", "\\\n  ")) + self._line(), *self._noise(margin)]
        beside = self._pick(BESIDE)
        return [*head[:-1], head[-1] + beside, *self._block(margin + self._pick(MARGINS), depth + 1)]
