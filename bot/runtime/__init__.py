"""The process: event loop, file limit, database file, instance lock, logs."""
