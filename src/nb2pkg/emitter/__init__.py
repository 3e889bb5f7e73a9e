"""PackagePlan -> Package. The only place that imports libcst and black."""

from nb2pkg.emitter.emit import emit_package

__all__ = ["emit_package"]
