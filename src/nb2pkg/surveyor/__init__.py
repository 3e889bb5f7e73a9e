"""Notebook + Flow + findings -> the rows that stand for the notebook in the data set of an estate."""

from nb2pkg.surveyor.survey import survey

__all__ = ["survey"]
