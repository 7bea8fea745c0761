"""Reference data on Korea: stations, regions, places and weather words."""
