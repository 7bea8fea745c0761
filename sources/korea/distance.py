"""Distance of two points of the Earth."""

import math

EARTH_RADIUS_KM = 6371.0


def get_distance(latitude: float, longitude: float, other_latitude: float, other_longitude: float) -> float:
    """Return the great-circle distance of two points (degrees), km."""
    here, there = math.radians(latitude), math.radians(other_latitude)
    eastward = math.radians(other_longitude - longitude)
    haversine = math.sin((there - here) / 2) ** 2 + math.cos(here) * math.cos(there) * math.sin(eastward / 2) ** 2
    return 2 * EARTH_RADIUS_KM * math.asin(math.sqrt(haversine))
