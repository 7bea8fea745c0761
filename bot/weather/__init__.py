"""Current weather from the database: of stations, of the whole country, and its freshness."""
