"""Commands of the command line other than `run`: each reads or writes the database and prints a report."""
