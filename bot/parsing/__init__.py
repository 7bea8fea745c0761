"""Parsers for what people type: place names, /subscribe requests and deep links."""
