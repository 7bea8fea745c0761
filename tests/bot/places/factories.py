"""Towns for the tests of the place search."""

from sources.kma.town_table import parse_towns
from tests.factories import TOWN_TABLE

TABLE = parse_towns(TOWN_TABLE.read_bytes()).towns
