"""Imports that are there for what they do, not for the name that they bind."""

from __future__ import annotations

from nb2pkg.knowledge.distributions import is_well_known
from nb2pkg.model.flow import ImportBinding

# They register something when imported (accessors of frames and arrays, projections, styles, colour maps, environments,
# operators), patch another library, or are imported to say that an engine of pandas or a driver is needed.
_MODULES = frozenset(
    """
    ale_py antigravity cf_xarray cfgrib cmasher cmcrameri cmocean colorcet cufflinks cx_Oracle fastparquet gym_minigrid
    dowhy.api h5netcdf highway_env html5lib hvplot ipympl janitor jupyter_black lovelyplots lxml metpy.xarray minigrid
    mpl_toolkits.mplot3d mysqlclient nb_black odf openpyxl oracledb pandas_bokeh pandas_profiling pandas_ta pint_pandas
    pint_xarray proplot psycopg2 pyarrow pybullet_envs pymysql pyodbc pyxlsb readline rioxarray salem scienceplots
    sklearn.experimental sklearnex swifter tables tensorflow_text this ultraplot xlrd xlsxwriter xlwt xrft
    ydata_profiling
    """.split()
)


def is_for_its_effect(binding: ImportBinding) -> bool:
    """Whether the import does something although nobody reads its name."""
    if binding.module == "__future__" or binding.level:
        return not binding.level
    path = binding.module.split(".")
    if not binding.member and len(path) > 1 and binding.name == path[0] and not is_well_known(path[0]):
        return True  # `import library.part` for nothing but the import: parts that add methods to frames, mostly
    ancestors = {".".join(path[:length]) for length in range(1, len(path) + 1)}
    return not ancestors.isdisjoint(_MODULES) or binding.qualified in _MODULES or binding.member == "Axes3D"
