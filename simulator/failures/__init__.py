"""Faults, outages and rate limits that a test can turn on."""
