"""Inputs that nobody writes by hand, for every stage: nothing but Nb2pkgError may come out."""
