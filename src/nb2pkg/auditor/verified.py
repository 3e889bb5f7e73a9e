"""What `nb2pkg convert --verify` has written into the package."""

from __future__ import annotations

from nb2pkg.auditor.check import failed, none, passed, unknown
from nb2pkg.auditor.subject import Subject
from nb2pkg.model.audit import Answer

TODO = "nb2pkg convert NOTEBOOK --verify"


def verdict_answer(subject: Subject) -> Answer:
    """The verdict as an answer: for items that a comparison of notebook and package answers."""
    if subject.provenance is None:
        return none("not made from a notebook by nb2pkg")
    verdict = subject.provenance.get("verdict")
    if not isinstance(verdict, dict):
        return unknown("the package was not verified", todo=TODO)
    said = f"{verdict.get('result')}: {verdict.get('compared')} of {verdict.get('observations')} observations compared"
    if verdict.get("result") == "same":
        return passed(said)
    if verdict.get("result") == "different":
        return failed(said, todo="nb2pkg verify NOTEBOOK PACKAGE, and mend the first difference")
    return unknown(said, todo="look at what `nb2pkg verify NOTEBOOK PACKAGE` could not compare")
