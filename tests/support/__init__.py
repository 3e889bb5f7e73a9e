"""What several kinds of tests share: notebooks as text, a flat run of a notebook, packages to build and run."""
