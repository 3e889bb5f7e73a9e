"""Stand-ins for secrets in the examples of the rules: random enough to be found, and nobody's."""

from __future__ import annotations

RANDOM = "Ab3dEf6hIj9kLm2nOp5qRs8tUv1wXy4z"
HEX = "0a1b2c3d4e5f60718293a4b5c6d7e8f9"
