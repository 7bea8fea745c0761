"""Database access: tables, migrations, and one module of queries per subject.

A query is a function whose first argument is the connection, so that the caller decides what belongs to a transaction.
Times are aware datetimes at the interface and UTC in the database.
"""
