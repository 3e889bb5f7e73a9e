"""Which distribution to install for an import, and for a call that needs one which nothing imports."""

import sys

from nb2pkg.knowledge.tables.distributions import DISTRIBUTIONS, WELL_KNOWN
from nb2pkg.knowledge.tables.implied import IMPLIED

_SAME_NAME = frozenset(WELL_KNOWN.split())
_STANDARD_LIBRARY = sys.stdlib_module_names | {"__future__", "__main__"}


def distribution_of(module: str) -> str | None:
    """The distribution that provides a dotted module, `None` for the standard library.

    The longest dotted prefix in the table wins; an unknown module is taken to be its own distribution. For `from
    google.cloud import storage` ask for `google.cloud.storage`: the parts of a namespace are told apart by name only.

    >>> distribution_of("sklearn.svm"), distribution_of("os.path"), distribution_of("some_module.part")
    ('scikit-learn', None, 'some_module')
    """
    top, _, _ = module.partition(".")
    if top in _STANDARD_LIBRARY:
        return None
    prefix = module
    while prefix not in DISTRIBUTIONS:
        prefix, _, _ = prefix.rpartition(".")
        if not prefix:
            return top
    return DISTRIBUTIONS[prefix]


def implied_distributions(call: str) -> tuple[str, ...]:
    """What a call needs at run time beyond the imports, by the bare name of the function, method or accessor.

    The name alone does not tell whose method it is: use it as evidence only where the library (pandas, networkx, ...)
    is imported.

    >>> implied_distributions("read_excel"), implied_distributions("append")
    (('openpyxl',), ())
    """
    return IMPLIED.get(call, ())


def is_well_known(top: str) -> bool:
    """Whether a top-level import is of a package that everybody knows: its import has no effect but the name.

    >>> is_well_known("pandas"), is_well_known("sklearn"), is_well_known("my_helpers")
    (True, True, False)
    """
    return top in _SAME_NAME or top in DISTRIBUTIONS
