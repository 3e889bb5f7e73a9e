"""Facts as data, one subject a module: constants only, nothing that computes."""
