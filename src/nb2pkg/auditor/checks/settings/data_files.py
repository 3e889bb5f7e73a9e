"""Item 43: data stays out of the repository."""

from nb2pkg.auditor.check import Check, failed, listed, passed
from nb2pkg.auditor.subject import Subject
from nb2pkg.model.audit import Answer, Category

_DATA = (
    "csv",
    "tsv",
    "parquet",
    "feather",
    "xlsx",
    "xls",
    "h5",
    "hdf5",
    "pkl",
    "pickle",
    "joblib",
    "npy",
    "npz",
    "db",
    "sqlite",
)


def run(subject: Subject) -> Answer:
    """No files of data but samples for tests; results are ignored by git."""
    ends, samples = tuple(f".{end}" for end in _DATA), (f"{subject.folder('tests')}/", "test/")
    found = [p for p in sorted(subject.paths) if p.endswith(ends) and not p.startswith(samples)]
    if found:
        return failed(listed(found), todo="move data out of the repository, and its folder into .gitignore")
    if "output" not in (ignored := subject.texts.get(".gitignore", "")) and "data" not in ignored:
        return failed(".gitignore names no folder of data or results", todo="name the folders of data in .gitignore")
    return passed()


CHECK = Check(
    number=43,
    name="data-files",
    title="No data in the repository; .gitignore covers results",
    category=Category.SETTINGS,
    run=run,
)
