"""What `%%capture NAME` keeps: an object of IPython's in the notebook, one of its own in the package."""

from __future__ import annotations

from typing import Any

from ..record import Inner, Json, is_instance, is_notebooks, module_of

NAME = "object"
HAS_EXTRAS = False
TYPE = "captured output"


def accepts(value: Any) -> bool:
    """IPython's, and the one of the package's module on displays."""
    module = module_of(type(value))
    is_packages = type(value).__name__ == "Captured" and module.endswith(".display") and is_notebooks(module)
    return is_packages or is_instance(value, "IPython.utils.capture", "CapturedIO")


def record(value: Any, inner: Inner) -> Json:
    """What was printed. Values that were displayed are kept as such by IPython only."""
    if getattr(value, "outputs", ()):
        return {"kind": "opaque", "type": TYPE, "why": "values were displayed into it"}
    return {"type": TYPE, "fields": {"stdout": inner(value.stdout), "stderr": inner(value.stderr)}}
