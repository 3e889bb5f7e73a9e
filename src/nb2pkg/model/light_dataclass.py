"""A frozen dataclass that is made in less than half the time: for values of which a notebook has thousands."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from dataclasses import dataclass as light_dataclass
else:
    from dataclasses import dataclass

    def light_dataclass(*, frozen: bool, eq: bool = True, **options: bool) -> Any:
        """`dataclass` with the same arguments; that nothing assigns to the fields is the type checker's to see.

        At run time they can be assigned to, for a frozen one fills each field by a call (850 ns for five, not 350).
        """
        return dataclass(eq=eq, unsafe_hash=frozen and eq, **options)


__all__ = ["light_dataclass"]
