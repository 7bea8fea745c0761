"""Newspaper pages: the weather ticker and the article."""
