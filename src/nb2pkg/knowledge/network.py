"""Which calls read over the network: always, until a cache has it, or where they are given an address."""

from __future__ import annotations

from functools import cache

from nb2pkg.knowledge.tables.network import NETWORK


@cache
def network_readers() -> dict[str, str]:
    """The full name of a call -> `reads`, `cached` or `by_address`.

    >>> network_readers()["seaborn.load_dataset"], network_readers()["tensorflow.keras.datasets.mnist.load_data"]
    ('cached', 'cached')
    """
    found = {
        f"{owner}.{name}": kind
        for kind, names_by_owner in NETWORK.items()
        for owner, names in names_by_owner.items()
        for name in names.split()
    }
    return found | {f"tensorflow.{name}": kind for name, kind in found.items() if name.startswith("keras.")}
