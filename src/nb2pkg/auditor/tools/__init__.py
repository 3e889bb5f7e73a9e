"""Other programs, asked for what they know. Each is used where it is installed; none executes the package."""
