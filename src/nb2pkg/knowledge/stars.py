"""Which names `from module import *` binds, for modules that notebooks star-import. Nothing is imported to find out."""

from functools import cache


@cache
def exported_names(module: str) -> frozenset[str] | None:
    """The names that a star import of a dotted module binds; `None` when the table does not hold the module.

    Union over Python 3.11 to 3.13 and, for numpy, releases 1 and 2: a name may be missing in an old or a new release.

    >>> "sqrt" in (exported_names("math") or ()), exported_names("some_module")
    (True, None)
    """
    from nb2pkg.knowledge.tables.star_exports import ALIASES, MODULES  # 85 kB, and few notebooks need them

    names = MODULES.get(ALIASES.get(module, module))
    return None if names is None else frozenset(names.split())
