"""Many notebooks, each into a package of its own, and the verdicts on those; what was done is kept in a ledger."""
