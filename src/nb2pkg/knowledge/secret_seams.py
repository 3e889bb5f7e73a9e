"""Literals in several pieces: read as one, masked piece by piece."""

from __future__ import annotations

from bisect import bisect_right

from nb2pkg.patterns import pattern_of

# `"abc" "def"`, `"abc" + "def"`, `"abc\` at the end of a line.
_BREAK = r"[ \t]*(?:\\?\n[ \t]*)?"
_PIECE = r"[\w+/=.~-]"
_SEAM = pattern_of(
    rf"""(?:(["'])(?<={_PIECE}["']){_BREAK}(?:\+{_BREAK})?[rRbBuUfF]{{0,2}}\1|\\(?<={_PIECE}\\)\n)(?={_PIECE})"""
)
# What stays of a secret that is masked: ends of lines, and the quotes between pieces.
_KEPT = pattern_of(r"""(?:\\?["'])?[ \t+\\]*\n[ \t]*(?:[rbuRBUfF]{0,2}["'])?|(["'])[ \t+]*[rbuRBUfF]{0,2}\1""")


class Joined:
    """A text with the pieces of its literals joined, and the way back to places of the text itself."""

    def __init__(self, text: str) -> None:
        pieces: list[str] = []
        self._places: list[int] = []  # of the seams, in the joined text
        self._cut: list[int] = []  # characters left out up to each seam
        done = length = 0
        for seam in _SEAM.finditer(text):
            pieces.append(text[done : seam.start()])
            length += seam.start() - done
            done = seam.end()
            self._places.append(length)
            self._cut.append(done - length)
        self.has_seams = bool(pieces)
        self.text = "".join(pieces) + text[done:] if pieces else text

    def place(self, at: int) -> int:
        """The index in the text of a character of the joined one."""
        index = bisect_right(self._places, at) - 1
        return at + self._cut[index] if index >= 0 else at


def hidden(secret: str, mask: str) -> str:
    """The mask, once for each piece and each line of a secret."""
    parts: list[str] = []
    done = 0
    for kept in _KEPT.finditer(secret):
        parts += (mask if kept.start() > done else "", kept[0])
        done = kept.end()
    return "".join(parts) + (mask if done < len(secret) else "")
