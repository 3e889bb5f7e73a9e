"""A notebook that calls its package: one call a cell, between the author's own words."""

from nb2pkg.slimmer.slim import slim_cells as slim_cells
