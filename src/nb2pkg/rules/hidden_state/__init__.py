"""NB1xx: what a notebook does depends on what was run before, in which order, and what has been deleted since."""
