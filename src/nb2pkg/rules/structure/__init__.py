"""NB6xx: what makes a notebook hard to hand over."""
