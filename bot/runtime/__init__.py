"""The process: event loop, file limit, instance lock, logs."""
