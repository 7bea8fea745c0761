"""KMA (Korea Meteorological Administration): current weather, API hub, and the table of towns."""
