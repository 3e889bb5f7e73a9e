"""Record beside record. One module of this package compares one kind; what no module knows is not comparable."""
