"""Samples of forecasts, and short forms of their parsers."""

import json
from collections.abc import Iterable, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

from sources.forecasts import ParsedForecast
from sources.kma.forecast_feed import parse_forecast_feed
from sources.kma.village_forecast import combine_pages, parse_village_page
from sources.korea.forecast_grid import Cell
from sources.records import Document

FOLDER = Path(__file__).parents[2] / "data" / "forecasts"
SEOUL = Cell(60, 127)


def read_feed(data: bytes | str) -> ParsedForecast:
    return parse_forecast_feed(Document(data.encode() if isinstance(data, str) else data))


def read_village(*pages: bytes, cell: Cell = SEOUL) -> ParsedForecast:
    return combine_pages([parse_village_page(Document(page), cell) for page in pages])


def village_answer(items: Sequence[object], *, total: int | None = None, code: str = "00") -> bytes:
    body = {
        "items": {"item": items},
        "pageNo": 1,
        "numOfRows": 1000,
        "totalCount": len(items) if total is None else total,
    }
    header = {"resultCode": code, "resultMsg": "NORMAL_SERVICE"}
    return json.dumps({"response": {"header": header, "body": body}}, ensure_ascii=False).encode()


def village_items(base: str, rows: Iterable[str], cell: Cell = SEOUL) -> list[dict[str, object]]:
    """Return the items of rows such as ``20261002 0600 | TMP=12; TMN=12.0``; `base` is ``20261001 2300``."""
    base_date, base_time = base.split()
    stamp = {"baseDate": base_date, "baseTime": base_time, "nx": cell.x, "ny": cell.y}
    found: list[dict[str, object]] = []
    for row in rows:
        moment, _, values = row.partition(" | ")
        day, time = moment.split()
        for pair in values.split("; "):
            category, _, value = pair.partition("=")
            found.append({**stamp, "category": category, "fcstDate": day, "fcstTime": time, "fcstValue": value})
    return found


def as_json(parsed: ParsedForecast) -> dict[str, Any]:
    """Return a forecast as it stands in a sample's record."""
    found = {
        "place": parsed.place,
        **asdict(parsed.forecast),
        "rejected": [[one.line, one.reason] for one in parsed.rejected],
    }
    plain: dict[str, Any] = json.loads(json.dumps(found, default=lambda value: value.isoformat()))
    return plain


def expected_of(name: str) -> dict[str, Any]:
    plain: dict[str, Any] = json.loads((FOLDER / f"{name}.json").read_text(encoding="utf-8"))
    return plain
