"""HTTP fetching of sources; the only package that requests their URLs."""

from sources.fetch.circuit import Circuit
from sources.fetch.fetcher import Fetcher
from sources.fetch.response import Fetched, Validators
from sources.fetch.timeouts import Timeouts

__all__ = ["Circuit", "Fetched", "Fetcher", "Timeouts", "Validators"]
