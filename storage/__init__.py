"""The store: tables, migrations, and one module of queries a subject.

A query is a function that takes a connection first, so that its caller decides what belongs into one transaction.
Times go in and come out as aware datetimes and are kept as UTC.
"""
