"""Queries of the processes that share a database."""
