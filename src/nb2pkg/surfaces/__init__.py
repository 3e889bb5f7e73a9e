"""Doors into nb2pkg, without logic of their own."""
