"""PackagePlan -> Package, several of them -> Project. The only place that runs ruff."""

from nb2pkg.emitter.emit import emit_package
from nb2pkg.emitter.project import emit_project

__all__ = ["emit_package", "emit_project"]
