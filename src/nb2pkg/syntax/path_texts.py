"""Texts that `convert` takes for paths, and what it calls the settings that hold them."""

from __future__ import annotations

import re
from pathlib import PurePosixPath, PureWindowsPath

from nb2pkg.syntax.names import snake_case


def looks_like_path(text: str) -> bool:
    """`data/x.csv`, `/tmp`, `~/x`, `C:\\x`, `churn.csv`; not a sentence, not a fraction."""
    if not text or re.search(r"[\n<>|*?\"]|\s{2,}", text) or len(text) > 200:
        return False
    has_suffix = bool(re.search(r"[\w)]\.[A-Za-z][A-Za-z0-9]{1,7}$", text)) and " " not in PurePosixPath(text).suffix
    return has_suffix or bool(re.match(r"^(~|\.{1,2})?/[\w.-]|^[A-Za-z]:[\\/]|^[\w.-]+/[\w./-]*$", text))


def is_place_of_a_machine(text: str) -> bool:
    """`/content/drive`, `~/data`, `C:\\x`: below folders that another machine does not have."""
    top = r"/(home|Users|mnt|media|root|content|kaggle|dbfs|data|srv)/[\w./ -]+|/content|~[/\\].+|[A-Za-z]:[\\/]\w.*"
    return looks_like_path(text) and re.fullmatch(top, text) is not None


def is_plain_name(text: str) -> bool:
    """`data`, `my results`: what can be a folder here, if it is known to be a path at all."""
    return bool(re.match(r"^\w[\w -]{0,60}$", text))


def path_setting(text: str) -> str:
    """The name of a setting that holds this path: `data/orders.csv` -> `orders_path`."""
    path = PureWindowsPath(text) if "\\" in text else PurePosixPath(text)
    stem = snake_case(path.name.split(".")[0]) or "data"
    return f"{stem}_path" if not stem[0].isdigit() else f"file_{stem}_path"
