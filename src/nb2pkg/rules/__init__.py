"""Notebook + Flow -> findings. One module of a family is one rule; they are found, not registered."""
