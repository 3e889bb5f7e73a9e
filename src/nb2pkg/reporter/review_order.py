"""In which order the notebooks of a review are told."""

from __future__ import annotations

from nb2pkg.model.review import Kind, NotebookReview, ReviewReport


def worst_first(review: ReviewReport) -> list[NotebookReview]:
    """Those that cannot be read, then those with the most errors introduced, then warnings, then notes."""

    def badness(notebook: NotebookReview) -> tuple[int, ...]:
        ranks = [placed.finding.severity.rank for placed in notebook.introduced]
        return (-(notebook.kind is Kind.UNREADABLE), *(-ranks.count(rank) for rank in (2, 1, 0)))

    return sorted(review.notebooks, key=lambda notebook: (badness(notebook), notebook.path))
