"""Decide which articles are one: the same text, or the same event in other words."""
