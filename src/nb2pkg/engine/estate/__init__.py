"""All notebooks of a tree: found, surveyed in batches, kept as a data set, counted up."""
