"""Item 45: there are tests, and they are strict."""

from nb2pkg.auditor.check import Check, failed, passed, worst
from nb2pkg.auditor.said import without_tool
from nb2pkg.auditor.subject import Subject
from nb2pkg.model.audit import Answer, Category


def run(subject: Subject) -> Answer:
    """Files with tests, and pytest configured so that nothing slips through. The tests are not run."""
    codes = [f"PP30{number}" for number in range(1, 10)]
    return worst(_tests(subject), _strict(subject), *without_tool(passed(), subject, *codes))


def _tests(subject: Subject) -> Answer:
    if any("def test_" in module.text for module in subject.tests):
        return passed()
    return failed("no tests", todo="write tests below tests/")


def _strict(subject: Subject) -> Answer:
    table = (subject.pyproject.get("tool") or {}).get("pytest")
    options = (table or {}).get("ini_options") or table
    if not isinstance(options, dict):
        return failed("pytest is not configured", todo="write [tool.pytest.ini_options] in pyproject.toml")
    added = options.get("addopts") or ()
    said = added.split() if isinstance(added, str) else [str(one) for one in added]
    is_strict = bool(options.get("strict"))
    missing = [o for o in ("--strict-markers", "--strict-config") if o not in said and not is_strict]
    if missing or not (options.get("xfail_strict") or options.get("strict_xfail") or is_strict):
        lost = missing[0] if missing else "xfail_strict"
        return failed(f"pytest without {lost}", todo="make pytest strict in pyproject.toml")
    return passed()


CHECK = Check(number=45, name="tests", title="There are tests; pytest is strict", category=Category.TESTS, run=run)
