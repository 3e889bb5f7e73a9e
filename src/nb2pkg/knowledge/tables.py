"""Loading of the TOML tables that lie beside this module."""

from functools import cache
from typing import Any


@cache
def read_table(name: str) -> dict[str, Any]:
    """The parsed table `<name>.toml`. Shared by all callers, who must not change it.

    The two imports cost about 10 ms together, so that commands which need no table do not pay for them.
    """
    import tomllib
    from importlib.resources import files

    return tomllib.loads(files(__package__).joinpath(f"{name}.toml").read_text(encoding="utf-8"))
