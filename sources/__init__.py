"""Where data comes from: frozen records, the station catalogue, and one parser a source.

A parser takes what was read and returns records; it opens nothing and asks no clock.
"""
