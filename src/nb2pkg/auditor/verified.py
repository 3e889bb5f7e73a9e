"""What `nb2pkg convert --verify` has written into the package."""

from __future__ import annotations

from nb2pkg.auditor.check import failed, none, passed, person, unknown
from nb2pkg.auditor.subject import Subject
from nb2pkg.model.audit import Answer

TODO = "nb2pkg convert NOTEBOOK --verify"
WHERE_IT_RUNS = "nb2pkg convert NOTEBOOK --verify, then nb2pkg lock, where the notebook's libraries and data are"


def unless_it_ran(subject: Subject, failure: Answer) -> Answer:
    """A failure that a run mends is for a person where the run came to nothing: somebody knows where it can run."""
    verdict = (subject.provenance or {}).get("verdict")
    if not isinstance(verdict, dict) or verdict.get("result") != "cannot tell":
        return failure
    return person(f"{failure.said}; the notebook could not be run where it was verified", todo=WHERE_IT_RUNS)


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
