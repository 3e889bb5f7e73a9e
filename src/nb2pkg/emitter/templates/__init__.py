"""Files of the generated package, one module each."""
