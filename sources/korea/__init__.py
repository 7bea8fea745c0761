"""Korea's stations, regions and places."""
