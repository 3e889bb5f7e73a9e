"""scipy's sparse matrices and arrays."""

from __future__ import annotations

import sys
from typing import Any

from ..record import Inner, Json
from .array import values_of

NAME = "sparse"
HAS_EXTRAS = False


def accepts(value: Any) -> bool:
    """Anything that scipy calls sparse."""
    sparse = sys.modules.get("scipy.sparse")
    return sparse is not None and sparse.issparse(value)


def record(value: Any, inner: Inner) -> Json:
    """The entries by row and column, whatever the format; the format too."""
    entries = value.tocsr(copy=True)
    entries.sum_duplicates()
    return {
        "format": value.format,
        "shape": list(value.shape),
        "dtype": str(value.dtype),
        "rows": values_of(entries.indptr, inner),
        "columns": values_of(entries.indices, inner),
        "values": values_of(entries.data, inner),
    }
