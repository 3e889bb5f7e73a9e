"""The benchmark of nb2pkg: how fast it converts beside its peers, how cost grows, and whose result runs.

`python -m bench` prints Markdown tables and writes `.bench/results.json`. Standard library only.
"""
