"""Make `countries.csv`, the names of countries in the bot's languages, from CLDR.

    python -m sources.world.make_countries

CLDR's data of five languages take 5 MB of the bot's memory, and these names 0.1.
"""

import csv
from collections import defaultdict
from collections.abc import Mapping, Sequence
from pathlib import Path

from babel import Locale

TABLE = Path(__file__).with_name("countries.csv")
_LANGUAGES = ("ko", "en", "ja", "zh", "vi")
_COUNTRY_CODE = 2


def list_countries() -> Mapping[str, Sequence[str]]:
    """Return the names of each country and territory, by its code (ISO 3166-1)."""
    names: defaultdict[str, list[str]] = defaultdict(list)
    for language in _LANGUAGES:
        for code, name in Locale(language).territories.items():
            if len(code) == _COUNTRY_CODE and code.isalpha() and name not in names[code]:
                names[code].append(name)
    return dict(sorted(names.items()))


def main() -> None:
    """Write the table next to this module."""
    with TABLE.open("w", encoding="utf-8", newline="") as table:
        writer = csv.writer(table, lineterminator="\n")
        writer.writerow(("country", "names"))
        writer.writerows((code, "|".join(names)) for code, names in list_countries().items())


if __name__ == "__main__":
    main()
