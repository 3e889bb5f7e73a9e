"""What a notebook imports, and what has to be installed for it."""

from __future__ import annotations

from nb2pkg.knowledge.distributions import distribution_of
from nb2pkg.model.estate import EstateImport
from nb2pkg.model.flow import Flow

STANDARD, INSTALLED, LOCAL = "standard library", "installed", "local"


def imports_of(flow: Flow, local: frozenset[str]) -> tuple[EstateImport, ...]:
    """The top-level modules that are imported, sorted; `local` are those that lie beside the notebook."""
    found: dict[str, EstateImport] = {}
    for statement in flow.statements:
        for binding in statement.imports:
            dotted = f"{binding.module}.{binding.member}" if binding.member else binding.module
            one = _import(dotted, is_local=binding.level > 0 or binding.module.partition(".")[0] in local)
            found[f"{one.module}\0{one.distribution}"] = one
        for module in statement.star_modules:
            one = _import(module, is_local=module.startswith(".") or module.partition(".")[0] in local)
            found[f"{one.module}\0{one.distribution}"] = one
    return tuple(found[key] for key in sorted(found))


def _import(dotted: str, *, is_local: bool) -> EstateImport:
    top = dotted.lstrip(".").partition(".")[0] or "."
    if is_local:
        return EstateImport(module=top, distribution="", origin=LOCAL)
    distribution = distribution_of(dotted)
    if distribution is None:
        return EstateImport(module=top, distribution="", origin=STANDARD)
    return EstateImport(module=top, distribution=distribution, origin=INSTALLED)
