"""The Python in which a notebook is executed: that of the kernel which it names, often not the server's own."""

from __future__ import annotations

import json
import os
import sys
from itertools import pairwise

_LAUNCHERS = ("ipykernel_launcher", "ipykernel")


def interpreter_of(text: str) -> str:
    """The interpreter of the notebook's kernel; empty if it names none, or one that is started in another way."""
    from jupyter_client.kernelspec import KernelSpecManager, NoSuchKernel

    spec = json.loads(text).get("metadata", {}).get("kernelspec")
    name = spec.get("name") if isinstance(spec, dict) else None
    if not isinstance(name, str):
        return ""
    try:
        line = KernelSpecManager().get_kernel_spec(name).argv
    except (NoSuchKernel, ValueError, OSError):
        return ""
    if not any(option == "-m" and module in _LAUNCHERS for option, module in pairwise(line)):
        return ""
    # As Jupyter does: a Python without a place is the one that Jupyter itself runs in.
    return line[0] if os.path.isabs(line[0]) else sys.executable
