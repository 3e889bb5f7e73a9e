"""Findings and the places where people and programs look for them."""
