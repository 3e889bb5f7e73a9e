"""Item 22: figures show the same data."""

from nb2pkg.auditor.check import Check, none
from nb2pkg.auditor.code import uses
from nb2pkg.auditor.subject import Subject
from nb2pkg.auditor.verified import verdict_answer
from nb2pkg.model.audit import Answer, Category


def run(subject: Subject) -> Answer:
    """By the verdict, which compares the data of figures."""
    if not uses(subject, "matplotlib", "seaborn", "plotly", "bokeh", "altair", "pylab", "plotnine"):
        return none("nothing is drawn")
    return verdict_answer(subject)


CHECK = Check(
    number=22,
    name="figures",
    title="There are as many figures, with the same data",
    category=Category.BEHAVIOUR,
    run=run,
)
