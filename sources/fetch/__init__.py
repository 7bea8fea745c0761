"""Fetching: the only place from which a source's address is asked."""

from sources.fetch.answers import Fetched, Validators
from sources.fetch.circuit import Circuit
from sources.fetch.connections import Patience
from sources.fetch.fetcher import Fetcher

__all__ = ["Circuit", "Fetched", "Fetcher", "Patience", "Validators"]
