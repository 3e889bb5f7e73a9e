"""NB2xx: what works on one machine only."""
