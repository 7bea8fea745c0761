"""KMA's services of forecasts, with weather of their own making, in the place of the HTTP client."""

import datetime as dt
import json
import random
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import Any
from urllib.parse import parse_qs, urlsplit

from bot.clock import SetClock
from sources.errors import ErrorResponse, FetchFailed
from sources.fetch import Fetched, Fetcher, Validators
from sources.korea.forecast_grid import Cell
from sources.korea.forecast_zones import load_zones
from sources.records import KST, Document
from storage.database import Database
from storage.terms import City
from tests.storage.factories import subscribe, subscription

HOUR = dt.timedelta(hours=1)
DAY = dt.timedelta(days=1)
ISSUE_HOURS = (2, 5, 8, 11, 14, 17, 20, 23)
UNKNOWN_KEY = '{"result":{"status":401,"message":"유효한 인증키가 아닙니다."}}'
NO_DATA = '{"response":{"header":{"resultCode":"03","resultMsg":"NO_DATA"}}}'


@dataclass(frozen=True, slots=True)
class Issue:
    """An issue as KMA makes it.

    Attributes:
        issued_at: aware.
        temperatures: ℃ by hour.
        lows: ℃ by day; of days whose 6 o'clock is at least four hours ahead.
        highs: ℃ by day; of days whose 15 o'clock is at least four hours ahead.
    """

    issued_at: dt.datetime
    temperatures: dict[dt.datetime, float]
    lows: dict[dt.date, float]
    highs: dict[dt.date, float]


def make_issue(cell: Cell, issued_at: dt.datetime, seed: int = 0) -> Issue:
    """Return the weather of an issue: no two issues have the same."""
    chance = random.Random(f"{cell} {issued_at.timestamp()} {seed}")  # noqa: S311 - no secret
    local = issued_at.astimezone(KST)
    midnight = dt.datetime.combine(local.date(), dt.time(), KST)
    moments = [local + number * HOUR for number in range(1, 73)]
    days = [local.date() + number * DAY for number in range(4)]
    at_six, at_fifteen = midnight + 6 * HOUR, midnight + 15 * HOUR
    return Issue(
        local,
        {at: round(chance.uniform(-20, 35), 1) for at in moments},
        {day: round(chance.uniform(-20, 10), 1) for day in days if at_six + (day - days[0]) - local >= 4 * HOUR},
        {day: round(chance.uniform(11, 35), 1) for day in days if at_fifteen + (day - days[0]) - local >= 4 * HOUR},
    )


def render_feed(issue: Issue) -> bytes:
    """Return the keyless feed, which prints midnight as 24 o'clock."""
    rows = "".join(_render_row(issue, at, temperature) for at, temperature in issue.temperatures.items())
    head = f"<header><tm>{issue.issued_at:%Y%m%d%H%M}</tm></header>"
    return f"<rss><channel><item><description>{head}<body>{rows}</body></description></item></channel></rss>".encode()


def _render_row(issue: Issue, at: dt.datetime, temperature: float) -> str:
    date, hour = (at.date(), at.hour) if at.hour else (at.date() - DAY, 24)
    low, high = issue.lows.get(date, -999.0), issue.highs.get(date, -999.0)
    cells = {"hour": hour, "day": (date - issue.issued_at.date()).days, "temp": temperature, "tmn": low, "tmx": high}
    return f"<data>{''.join(f'<{name}>{value}</{name}>' for name, value in cells.items())}</data>"


def render_page(issue: Issue, cell: Cell, page: int, rows: int) -> bytes:
    """Return a page of `getVilageFcst`."""
    items = list(_list_items(issue, cell))
    body = {"items": {"item": items[(page - 1) * rows : page * rows]}, "totalCount": len(items), "pageNo": page}
    return json.dumps({"response": {"header": {"resultCode": "00", "resultMsg": "OK"}, "body": body}}).encode()


def _list_items(issue: Issue, cell: Cell) -> Iterator[dict[str, object]]:
    stamp = {"baseDate": f"{issue.issued_at:%Y%m%d}", "baseTime": f"{issue.issued_at:%H%M}", "nx": cell.x, "ny": cell.y}
    for at, temperature in issue.temperatures.items():
        values = {"TMP": temperature, "SKY": 1, "PTY": 0, "POP": 10, "PCP": "강수없음", "SNO": "적설없음", "REH": 50}
        for category, value in values.items():
            yield {
                **stamp,
                "category": category,
                "fcstDate": f"{at:%Y%m%d}",
                "fcstTime": f"{at:%H}00",
                "fcstValue": value,
            }
    for category, hour, extremes in (("TMN", 6, issue.lows), ("TMX", 15, issue.highs)):
        for day, value in extremes.items():
            moment = {"fcstDate": f"{day:%Y%m%d}", "fcstTime": f"{hour:02}00"}
            yield {**stamp, "category": category, **moment, "fcstValue": str(value)}


@dataclass
class KmaService(Fetcher):
    """Both services; issues can be had after a delay, and the services may fail.

    Attributes:
        clock: the clock.
        delay: time after which an issue can be had.
        is_down: True while no request is answered.
        broken: what to answer instead, if not None.
        unknown: zones that it does not know.
        seed: another weather of the same issues, as of a correction.
        calls: requests by cell.
        served: the issues that were served, with the cell of each, in order.
    """

    clock: SetClock
    delay: dt.timedelta = dt.timedelta(minutes=10)
    is_down: bool = False
    broken: bytes | None = None
    unknown: set[str] = field(default_factory=set)
    seed: int = 0
    calls: Counter[Cell] = field(default_factory=Counter)
    targets: list[str] = field(default_factory=list)
    served: list[tuple[Cell, Issue]] = field(default_factory=list)

    async def fetch(
        self, address: str, *, private: bool = False, validators: Validators | None = None
    ) -> Fetched | None:
        """Answer a request."""
        assert not private
        assert validators is None
        self.targets.append(address)
        if self.is_down:
            raise FetchFailed("the connection timed out", is_transient=True)
        query = {name: values[0] for name, values in parse_qs(urlsplit(address).query).items()}
        data = self._answer_zone(query["zone"]) if "zone" in query else self._answer_issue(query)
        return Fetched(Document(self.broken or data), Validators())

    def _answer_zone(self, zone: str) -> bytes:
        cell = next(cell for cell, zones in load_zones().items() if zone in zones)
        self.calls[cell] += 1
        if zone in self.unknown:
            return b"<rss><channel><item></item></channel></rss>"
        issued_at = next(self._list_issues())
        return render_feed(self._serve(cell, issued_at))

    def _answer_issue(self, query: dict[str, Any]) -> bytes:
        cell = Cell(int(query["nx"]), int(query["ny"]))
        self.calls[cell] += 1
        if query.get("authKey", query.get("serviceKey")) != "secret":
            raise ErrorResponse(
                401,
                "unauthorized",
                Document('{"result":{"status":401,"message":"유효한 인증키가 아닙니다."}}'.encode()),
            )
        issued_at = dt.datetime.strptime(query["base_date"] + query["base_time"], "%Y%m%d%H%M").replace(tzinfo=KST)
        if issued_at + self.delay > self.clock.now():
            return NO_DATA.encode()
        return render_page(self._serve(cell, issued_at), cell, int(query["pageNo"]), int(query["numOfRows"]))

    def _list_issues(self) -> Iterator[dt.datetime]:
        day = self.clock.now().astimezone(KST).date()
        while True:
            for hour in reversed(ISSUE_HOURS):
                issued_at = dt.datetime.combine(day, dt.time(hour), KST)
                if issued_at + self.delay <= self.clock.now():
                    yield issued_at
            day -= DAY

    def _serve(self, cell: Cell, issued_at: dt.datetime) -> Issue:
        issue = make_issue(cell, issued_at, self.seed)
        if self.broken is None:
            self.served.append((cell, issue))
        return issue


async def subscribe_to(database: Database, chat_id: int, *cities: City) -> None:
    async with database.write() as connection:
        await subscribe(connection, replace(subscription(chat_id), cities=cities))
