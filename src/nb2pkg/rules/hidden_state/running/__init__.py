"""A dry run of the notebook from its first cell to its last: which names are there when they are read?

Only names that may be missing, and functions that read such names, are followed; most notebooks have few or none.
"""
