"""Item 49: tests say how the data must look."""

import re

from nb2pkg.auditor.check import Check, none, passed, person
from nb2pkg.auditor.code import uses
from nb2pkg.auditor.subject import Subject
from nb2pkg.model.audit import Answer, Category

_SCHEMA = re.compile(r"pandera|great_expectations|\.dtypes?\b|\.columns\b|\bassert_frame_equal\b|select_dtypes")


def run(subject: Subject) -> Answer:
    """Columns, types, what may be missing: which hold, a person knows."""
    if not uses(subject, "pandas", "polars", "pyspark", "dask"):
        return none("no tables")
    if found := next((module.path for module in subject.tests if _SCHEMA.search(module.text)), ""):
        return passed(found)
    return person("no test looks at columns", todo="say in a test which columns and types the data must have")


CHECK = Check(
    number=49,
    name="schema",
    title="Tests say which columns and types the data has",
    category=Category.TESTS,
    run=run,
)
