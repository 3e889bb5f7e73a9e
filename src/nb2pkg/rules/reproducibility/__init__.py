"""NB5xx: what gives another result tomorrow."""
