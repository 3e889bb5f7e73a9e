"""From a recorded run of a package to annotations and tests. Pure: what is run, and how, is not its concern."""
