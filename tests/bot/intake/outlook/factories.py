"""Answers of AirKorea."""

import datetime as dt
import json

from sources.records import KST


def air_answer(*items: dict[str, object], total: int | None = None) -> bytes:
    """Return a page of items."""
    body = {"totalCount": len(items) if total is None else total, "items": items, "pageNo": 1, "numOfRows": 1000}
    return json.dumps({"response": {"body": body, "header": {"resultCode": "00", "resultMsg": "NORMAL_CODE"}}}).encode()


def station_item(name: str = "중구", latitude: float = 37.5646, longitude: float = 126.976) -> dict[str, object]:
    return {"stationName": name, "addr": "서울 중구 덕수궁길 15", "dmX": str(latitude), "dmY": str(longitude)}


def air_item(at: dt.datetime, pm10: int | None = 42, pm25: int | None = 18, name: str = "중구") -> dict[str, object]:
    """Return the item of a station of Seoul in the hour that ends at `at`; None is an hour without the value."""
    local = at.astimezone(KST)
    # AirKorea's day ends at 24:00.
    printed = f"{local:%Y-%m-%d %H:%M}" if local.hour else f"{local - dt.timedelta(days=1):%Y-%m-%d} 24:00"
    values = {"pm10": pm10, "pm25": pm25}
    return {
        "stationName": name,
        "sidoName": "서울",
        "dataTime": printed,
        **{f"{key}Value": "-" if value is None else str(value) for key, value in values.items()},
        **{f"{key}Flag": "통신장애" if value is None else None for key, value in values.items()},
    }
