"""What differs between SQLite and PostgreSQL: opening and writing, constructs of SQL, and the search for articles."""
