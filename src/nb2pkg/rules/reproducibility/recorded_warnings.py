"""Kinds of warnings that stored outputs hold, what they mean, and what to do."""

from __future__ import annotations

from collections.abc import Iterator

from nb2pkg.model.notebook import Output
from nb2pkg.patterns import pattern_of

_RAISED = pattern_of(r":\d+: (?P<kind>\w*Warning):")
_LIBRARY = pattern_of(r"(?:site|dist)-packages[/\\](?P<name>\w+)")

# The kinds that say that a result may be wrong, with the cure.
WRONG_BY_KIND = {
    "SettingWithCopyWarning": "set values with `.loc` on the table itself, or on an explicit `.copy()`",
    "ConvergenceWarning": "the model has not converged: scale the features or raise `max_iter`",
    "ConstantInputWarning": "the statistic is not defined for a constant column",
    "DataConversionWarning": "hand over the shape and type that is asked for, e.g. `y.ravel()`",
    "DtypeWarning": "give `dtype=` or `low_memory=False`: a column holds several types",
    "FitFailedWarning": "some fits failed and count as NaN: look at their errors",
    "HessianInversionWarning": "the fit is degenerate: standard errors are not to be trusted",
    "IntegrationWarning": "the integral is not accurate: divide the interval or raise `limit`",
    "InterpolationWarning": "the p-value lies outside the table: report it as a bound",
    "LinAlgWarning": "the matrix is ill-conditioned: scale or regularise",
    "OptimizeWarning": "the fit has no covariance: give starting values",
    "ParserWarning": "lines were skipped or the engine was changed: give the separator",
    "RankWarning": "the polynomial is poorly conditioned: lower its degree",
    "RuntimeWarning": "look for division by zero, overflow and NaN in this cell",
    "UndefinedMetricWarning": "a score is set to 0 for a class that is never predicted: look at that class",
    "InconsistentVersionWarning": "the model was saved with another version: train it again or pin that version",
    "SpecificationWarning": "the model is not specified as the data need",
    "IterationLimitWarning": "the fit has not converged: raise the number of iterations",
}
# Those that say that it will break with a later release.
LATER_BY_KIND = {
    "FutureWarning": "what is used here changes meaning or goes away: follow what the warning advises",
    "DeprecationWarning": "what is used here goes away: follow what the warning advises",
    "PendingDeprecationWarning": "what is used here goes away: follow what the warning advises",
    "VisibleDeprecationWarning": "what is used here goes away: follow what the warning advises",
    "MatplotlibDeprecationWarning": "what is used here goes away: follow what the warning advises",
    "SyntaxWarning": "Python will refuse this code: most often a backslash wants a raw string",
    "RemovedIn20Warning": "SQLAlchemy 2 does not have it any more",
}


def recorded_kinds(output: Output) -> Iterator[tuple[str, str]]:
    """The kind of each warning on an output's standard error, with the library that raised it if the path tells."""
    for raised in _RAISED.finditer(output.text):
        line = output.text[output.text.rfind("\n", 0, raised.start()) + 1 : raised.start()]
        libraries = _LIBRARY.findall(line)
        yield raised["kind"], libraries[-1] if libraries else ""
