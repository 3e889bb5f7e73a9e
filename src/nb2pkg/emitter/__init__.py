"""PackagePlan -> Package. The only place that runs ruff."""

from nb2pkg.emitter.emit import emit_package

__all__ = ["emit_package"]
