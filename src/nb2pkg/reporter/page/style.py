"""How the page looks: `style.css`, whose hash stands in the page's content-security policy."""

from __future__ import annotations

from importlib.resources import files

STYLE = files(__package__).joinpath("style.css").read_text(encoding="utf-8")
