"""NB3xx: secrets, personal data, and code that is not safe."""
