"""The commands of the command line that are not `run`: each reads or writes the store and reports."""
