"""Sample pages, and short forms of the parsers."""

import datetime as dt
import json
import os
from dataclasses import asdict
from pathlib import Path
from typing import Any

from hypothesis import settings

from sources.kma.api_hub import parse_api_hub
from sources.kma.city_table import parse_city_table
from sources.kma.current import parse_current_weather
from sources.newspaper.page import parse_page
from sources.records import Article, Content, Document, Page, Reading
from tests.factories import CATALOGUE, SAMPLE_PAGE

NUMBERS = CATALOGUE.numbers
SAMPLE = SAMPLE_PAGE.decode()
SHARED = Path(__file__).parents[3] / "shared"
FOLDER = Path(__file__).parents[1] / "data" / "pages"
KMA_FOLDER = FOLDER.parent / "kma"
EXAMPLES = int(os.environ.get("JOGAN_EXAMPLES", "1000"))
BY_POSITION = {93: 14.9, 181: 13.8, 239: 15.6, 296: 14.4}
ARTICLE = """\
골목 빵집, 새벽마다 이웃에 빵 나눔
  • 해당된 기사를 공유합니다

지역뉴스

골목 빵집, 새벽마다 이웃에 빵 나눔

남은 반죽으로 구운 빵 서른 개, 문 앞 바구니에

가게 앞 나눔 바구니

\N{NO-BREAK SPACE}

동네 빵집이 새벽에 구운 빵을 이웃과 나누고 있다.

주인은 “버리느니 나누는 편이 낫다”고 했다.

모바일 버전으로 보기"""


def examples(share: float = 1) -> settings:
    """Return the number of examples of a mutation test: its share of a parser's 1,000, or of JOGAN_EXAMPLES."""
    return settings(max_examples=max(1, round(EXAMPLES * share)), deadline=None)


def text_page(*lines: str, date: str = "2024.05.13 (월)", article: str = "") -> bytes:
    """Return a page as text, with a bullet before each line of its ticker."""
    ticker = "".join(f"  • {line}\n" for line in lines)
    return f"{date}\n\n{ticker}{article}".encode()


def read(data: bytes | str) -> Page:
    return parse_page(data.encode() if isinstance(data, str) else data, CATALOGUE)


def read_map(data: bytes | str) -> Content:
    """Parse KMA's current-weather feed."""
    return parse_current_weather(Document(data.encode() if isinstance(data, str) else data), CATALOGUE)


def read_cities(data: bytes | str) -> Content:
    """Parse KMA's table of cities."""
    return parse_city_table(Document(data.encode() if isinstance(data, str) else data), CATALOGUE)


def read_hub(data: bytes | str) -> Content:
    """Parse the table of KMA's API hub."""
    return parse_api_hub(Document(data.encode("cp949") if isinstance(data, str) else data), CATALOGUE)


def reading_of(line: str) -> Reading:
    """Return the reading of a page with one line in its ticker."""
    page = read(text_page(line))
    assert page.rejected == ()
    return page.readings[0]


def reason_for(line: str) -> str:
    """Return the reason for which a line is rejected."""
    page = read(text_page("맑음속초18.5℃", line))
    assert [reading.station for reading in page.readings] == [90]
    (rejected,) = page.rejected
    assert (rejected.line, rejected.text) == (4, line)
    return rejected.reason


def article_of(page: Page) -> Article:
    assert page.article is not None
    return page.article


def as_json(records: Page | Content) -> Any:
    """Return records in the form of a sample's JSON, without missing values."""
    return _without_nothing(json.loads(json.dumps(asdict(records), default=_in_words)))


def expected_of(sample: Path) -> Any:
    """Return the expected records of a sample."""
    return _without_nothing(json.loads(sample.with_suffix(".json").read_text(encoding="utf-8")))


def _in_words(value: object) -> str:
    assert isinstance(value, dt.date)
    return value.isoformat()


def _without_nothing(value: Any) -> Any:
    if isinstance(value, list):
        return [_without_nothing(item) for item in value]
    if isinstance(value, dict):
        return {
            key: _without_nothing(item) for key, item in value.items() if item is not False and item not in (None, [])
        }
    return value
