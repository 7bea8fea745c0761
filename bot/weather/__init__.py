"""Current weather read from the store: a station, the whole country, and how fresh it is."""
