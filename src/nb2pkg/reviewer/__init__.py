"""Two versions of a notebook -> NotebookReview. Pure: reads no file, runs nothing."""

from nb2pkg.reviewer.review import review_versions

__all__ = ["review_versions"]
