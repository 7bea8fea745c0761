"""Data sources: fetching, one parser per kind of source, and reference data on Korea's stations and places.

A parser takes bytes and returns frozen records. It opens no connection or file and reads no clock.
"""
