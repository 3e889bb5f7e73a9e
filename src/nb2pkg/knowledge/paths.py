"""What receives paths, what is named for one, and how places in file systems look."""

from functools import cache

from nb2pkg.knowledge.effects import facts_of
from nb2pkg.knowledge.tables.paths import PATHS


@cache
def words(section: str, name: str) -> frozenset[str]:
    """A list of the table, as a set.

    >>> "tmp" in words("roots", "machine"), "csv" in words("suffixes", "data")
    (True, True)
    """
    return frozenset(PATHS[section][name].split())


@cache
def takes_path(qualified: str, method: str) -> bool:
    """Whether the first argument of a call is a path; `qualified` is empty where the owner is not known.

    >>> takes_path("pandas.read_csv", "read_csv"), takes_path("", "to_csv"), takes_path("", "execute")
    (True, True, False)
    """
    if method in words("calls", "not"):
        return False
    facts = facts_of(qualified or None, None if qualified else method)
    return bool(facts.effects & {"reads_file", "writes_file"}) or method in words("calls", "path")


def takes_paths_only(qualified: str) -> bool:
    """Whether every text that a call is given is a path, as with `os.path.join` and `shutil.copy`.

    >>> takes_paths_only("os.path.join"), takes_paths_only("os.getenv"), takes_paths_only("os.environ.get")
    (True, False, False)
    """
    owner, _, name = qualified.rpartition(".")
    owner = "pathlib" if owner.startswith("pathlib.") else owner
    return owner in words("calls", "modules") and name not in {"getenv", "putenv", "system", "popen", "fspath"}
