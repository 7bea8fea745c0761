"""Entities of a text: HTML, Markdown, detection, nesting."""
