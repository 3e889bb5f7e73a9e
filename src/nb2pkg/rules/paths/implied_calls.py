"""Which calls of pandas need more than pandas, and what of their arguments decides what they need."""

from __future__ import annotations

import ast
import re

READERS = frozenset(
    f"pandas.read_{name}" for name in "excel feather gbq hdf html orc parquet spss xml sql_table".split()
) | {"pandas.HDFStore", "geopandas.read_parquet", "geopandas.read_feather"}
METHODS = frozenset("to_excel to_feather to_gbq to_hdf to_markdown to_orc to_parquet to_xml".split())
SCHEMES = {"s3": "s3fs", "s3a": "s3fs", "gs": "gcsfs", "gcs": "gcsfs", "abfs": "adlfs", "abfss": "adlfs", "az": "adlfs"}
_ENGINES = {"xlsxwriter": "XlsxWriter", "odf": "odfpy", "calamine": "python-calamine", "tables": "tables"}
_BY_SUFFIX = {".xls": "xlrd", ".xlsb": "pyxlsb", ".ods": "odfpy"}
_STANDARD = frozenset({"auto", "etree", "c", "python", "html.parser"})


def first_text(call: ast.Call) -> str:
    """The first argument, if it is a literal text."""
    first = call.args[0] if call.args else None
    return first.value if isinstance(first, ast.Constant) and isinstance(first.value, str) else ""


def engine_of(call: ast.Call) -> tuple[str, ...] | None:
    """The distributions that an argument decides upon (`engine="xlrd"`, `x.ods`); None if none does."""
    for keyword in call.keywords:
        if keyword.arg in {"engine", "parser", "flavor"}:
            chosen = keyword.value.value if isinstance(keyword.value, ast.Constant) else None
            if not isinstance(chosen, str):
                return ()  # not known before it runs
            return () if chosen in _STANDARD else (_ENGINES.get(chosen, chosen),)
    suffix = re.search(r"\.\w+$", first_text(call).lower())
    return (_BY_SUFFIX[suffix[0]],) if suffix and suffix[0] in _BY_SUFFIX else None


def normal(distribution: str) -> str:
    """A distribution's name as indexes compare it."""
    return re.sub(r"[-_.]+", "-", distribution).lower().strip()
