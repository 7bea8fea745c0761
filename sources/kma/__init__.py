"""KMA's feeds, its API hub, and its tables."""
