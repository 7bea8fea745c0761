"""Ingestion: poll or watch the sources, parse and check their content, store it."""
