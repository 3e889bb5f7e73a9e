"""Imports that need thought: those kept for what importing them does, and those that a start-up file used to make."""

from __future__ import annotations

import re

from nb2pkg.knowledge.distributions import distribution_of, is_well_known
from nb2pkg.model.flow import ImportBinding
from nb2pkg.model.notebook import StmtRef
from nb2pkg.planner.modules import is_replaced
from nb2pkg.planner.sorting import Sorting
from nb2pkg.planner.timeline import Timeline, union

NOWHERE = StmtRef(cell=-1, path=())
WELL_KNOWN = {
    "np": ImportBinding(name="np", module="numpy", ref=NOWHERE),
    "pd": ImportBinding(name="pd", module="pandas", ref=NOWHERE),
    "plt": ImportBinding(name="plt", module="matplotlib", member="pyplot", ref=NOWHERE),
    "get_ipython": ImportBinding(name="get_ipython", module="IPython", member="get_ipython", ref=NOWHERE),
    "sns": ImportBinding(name="sns", module="seaborn", ref=NOWHERE),
}
# Importing these changes other libraries: they register accessors, projections, drivers or estimators.
EFFECTFUL = re.compile(
    r"^(hvplot|mpl_toolkits\.mplot3d|sklearn\.experimental|pandas_profiling|ydata_profiling|swifter|cufflinks|rioxarray|pint_xarray"
    r"|pint_pandas|geopandas|cmocean|colorcet|cmasher|scienceplots|mplcyberpunk|janitor|pandas_ta|cudf|modin|ipympl|sksurv"
    r"|xarray|hvsampledata|dask_ml|intake|metpy|cartopy|pymc|proplot|ultraplot|datashader|panel|holoviews|arch|pygwalker"
    r"|itables|nest_asyncio|jax|torch|tensorflow|gymnasium|gym|pyarrow|openpyxl|lets_plot|altair|plotly)\b"
)


def effect_imports(timeline: Timeline, sorting: Sorting) -> tuple[ImportBinding, ...]:
    """Imports whose names nothing reads, but which may do something by being imported."""
    read = union(flow.reads | flow.late_reads | flow.hidden_reads for flow in timeline.statements)
    kept: list[ImportBinding] = []
    for name, bindings in sorting.imports.items():
        if name not in read:
            kept += [b for b in bindings if not is_replaced(b) and _may_have_effect(b)]
    return tuple(sorted(kept, key=lambda b: b.ref))


def _may_have_effect(binding: ImportBinding) -> bool:
    if binding.module == "__future__" or binding.level:
        return False
    distribution = distribution_of(binding.module)
    if distribution is None:
        return False  # the standard library does nothing when imported
    path = binding.module if not binding.member else f"{binding.module}.{binding.member}"
    return bool(EFFECTFUL.match(path)) or not is_well_known(binding.module.split(".")[0])
