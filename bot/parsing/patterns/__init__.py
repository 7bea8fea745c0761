"""Patterns over words that look only at texts in which they can match."""
