"""Cities outside South Korea, by their names in five languages."""
