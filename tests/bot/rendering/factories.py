"""Bulletins, subscriptions and hostile articles to render."""

import datetime as dt
from html.parser import HTMLParser

from bot.rendering.bulletin.content import Bulletin, CityWeather
from bot.weather.stations import StationWeather
from sources.newspaper.page import parse_page
from sources.records import Article
from storage.chats.subscriptions import Subscription
from storage.terms import City, Schedule
from tests.bot.factories import ARTICLE, HOSTILE, MORNING, country, observation
from tests.factories import CATALOGUE, SAMPLE_PAGE

LONG = f"{HOSTILE} {'😀 긴 글. ' * 2000}"
HUGE = Article(LONG, LONG, LONG, LONG, (LONG,) * 3)
PAGE = parse_page(SAMPLE_PAGE, CATALOGUE)
READINGS = {
    one.station: observation(one.station, one.temperature, one.condition)
    for one in PAGE.readings
    if one.station is not None
}
COUNTRY = country(*READINGS.values())
DAY = dt.timedelta(days=1)
SEVEN = Schedule((dt.time(7),), "Asia/Seoul")
MINE = Subscription(1, 0, SEVEN, MORNING + DAY, (City.of_station(112), City.of_station(105)))
PANGYO = City("판교", 119, {"ko": "판교", "en": "Pangyo"})


class Reader(HTMLParser):
    """Parser that accepts HTML like Telegram: tags must be closed in order."""

    def __init__(self) -> None:
        super().__init__()
        self.is_open: list[str] = []
        self.text = ""

    def handle_starttag(self, tag: str, attrs: object) -> None:  # noqa: ARG002 - the parser's signature
        self.is_open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.is_open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.text += data


def is_well_formed(html: str) -> bool:
    reader = Reader()
    reader.feed(html)
    reader.close()
    return reader.is_open == []


def bulletin(*stations: int, article: Article | None = ARTICLE) -> Bulletin:
    own = cities(*(StationWeather(CATALOGUE[number], READINGS.get(number)) for number in stations))
    return Bulletin(dt.date(2024, 5, 14), own, COUNTRY, [] if article is None else [article])


def cities(*known: StationWeather) -> list[CityWeather]:
    return [CityWeather(City.of_station(one.station.number), one) for one in known]
