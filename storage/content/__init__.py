"""Content of answers and bulletins: observations, articles, towns, pictures."""
