"""Lines of styled pieces with colours, for a terminal that shows them."""

from __future__ import annotations

from collections.abc import Iterable

from nb2pkg.reporter.check_lines import Line, Style

_STYLES = {
    Style.TITLE: "bold",
    Style.CODE: "bold",
    Style.ERROR: "bold red",
    Style.WARNING: "yellow",
    Style.NOTE: "cyan",
    Style.SOURCE: "",
    Style.CARET: "red",
    Style.ASIDE: "dim",
    Style.PLAIN: "",
}


def coloured(lines: Iterable[Line]) -> str:
    """The lines as a terminal shows them."""
    from rich.color import ColorSystem
    from rich.style import Style as RichStyle

    # Styled piece by piece: rich's markup and highlighting never see what the notebook says.
    styles = {style: RichStyle.parse(look) for style, look in _STYLES.items()}
    return "".join(
        "".join(styles[style].render(text, color_system=ColorSystem.STANDARD) for style, text in line) + "\n"
        for line in lines
    )
