"""Readings, articles and texts for the tests of bot/."""

import datetime as dt

from bot.i18n.translator import Translators
from bot.places import shipped_places
from bot.weather.country import Summary, summarize
from sources.records import KST, Article, NamedBy, Precision
from storage.content.observations import Observation
from tests.factories import CATALOGUE

PLACES = shipped_places(CATALOGUE)
TRANSLATORS = Translators("ko")
MORNING = dt.datetime(2024, 5, 14, 7, tzinfo=KST)
YESTERDAY = dt.datetime(2024, 5, 13, tzinfo=KST)
ARTICLE = Article(
    headline="골목 빵집, 새벽마다 이웃에 빵 나눔",
    subheadline="남은 반죽으로 구운 빵 서른 개, 문 앞 바구니에",
    section="지역뉴스",
    paragraphs=("동네 빵집이 새벽에 구운 빵을 이웃과 나누고 있다.",),
    address="https://maeul.example/news/31?a=1&b=2",
    publisher="조간마을신문",
    published_at=dt.datetime(2024, 5, 12, 18, 30, tzinfo=KST),
)
BARE = Article(headline="제목뿐인 글")
HOSTILE = "<b>굵게</b> & \"따옴표\" '작은' </a><script>😀"


def observation(
    station: int = 112,
    temperature: float | None = 15.9,
    condition: str | None = "맑음",
    *,
    at: dt.datetime = YESTERDAY,
    precision: Precision = Precision.DAY,
    source: str = "page",
) -> Observation:
    return Observation(station, at, precision, source, condition, temperature, NamedBy.PAGE)


def hourly(
    station: int = 112,
    temperature: float | None = 15.9,
    condition: str | None = "맑음",
    *,
    hours: float = 1,
    source: str = "KMA map",
) -> Observation:
    """Return an hourly reading, some hours before the morning."""
    at = MORNING - dt.timedelta(hours=hours)
    return observation(station, temperature, condition, at=at, precision=Precision.HOUR, source=source)


def country(*observations: Observation) -> Summary:
    summary = summarize(observations)
    assert summary is not None
    return summary
