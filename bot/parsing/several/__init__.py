"""Texts that ask for several things at once, each of which is read alone."""
