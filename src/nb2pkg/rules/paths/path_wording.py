"""What is said of a path, and what the setting may be called that takes its place."""

from __future__ import annotations

import re

from nb2pkg.model.finding import Severity
from nb2pkg.rules.paths.shapes import Kind, Shape
from nb2pkg.syntax.names import is_usable, snake_case
from nb2pkg.syntax.path_texts import path_setting

_SAYS = {
    Kind.UNIX: "is a place on one machine",
    Kind.TEMPORARY: "is shared by all users of a machine, and Windows has none",
    Kind.HOME: "lies in one person's home folder",
    Kind.WINDOWS: "is a place on one Windows machine",
    Kind.UNC: "is a share of one network",
    Kind.COLAB: "exists on Google Colab only",
    Kind.KAGGLE: "exists on Kaggle only",
    Kind.DATABRICKS: "exists on Databricks only",
    Kind.FILE_URI: "is an address on one machine",
    Kind.OBJECT_STORE: "names one bucket, so that a test cannot use another",
}
_LONGEST = 70


def path_message(text: str, shape: Shape, variable: str = "") -> str:
    """The message for a path that was found."""
    text = " ".join(text.strip("\"'`").split())
    shown = text if len(text) <= _LONGEST else f"{text[:30]}...{text[-37:]}"
    return f"`{shown.replace('`', '')}` {_SAYS[shape.kind]}: make it a setting such as `{_setting(text, variable)}`"


def severity_of(shape: Shape) -> Severity | None:
    """A bucket can be reached from anywhere; all others are the rule's own severity."""
    return Severity.INFO if shape.kind is Kind.OBJECT_STORE else None


def _setting(text: str, variable: str) -> str:
    name = snake_case(variable) if variable else path_setting(re.sub(r"\{.*?\}|%\w", "", text).rstrip("\\/"))
    return name if is_usable(name) else "data_path"
