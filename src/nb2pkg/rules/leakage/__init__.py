"""NB4xx: results that look better than they are, and other mistakes of machine learning."""
