"""How values of each kind are recorded. The first that accepts a value records it."""

from __future__ import annotations

from . import (
    array,
    captured,
    consumed,
    container,
    definition,
    estimator,
    fields,
    figure,
    frame,
    plain,
    sparse,
    text,
)

KINDS = (plain, text, figure, frame, sparse, array, definition, captured, consumed, estimator, container, fields)
