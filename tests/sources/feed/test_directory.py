"""The directory of local newspapers' feeds: its table, and which feeds a region has."""

import datetime as dt
from urllib.parse import urlsplit

import pytest

from sources.feed.directory import ListedFeed, list_feeds, load_feeds
from sources.korea.regions import Province, Region, load_provinces
from sources.korea.tables import read_table


def test_the_table_has_its_columns_and_no_feed_twice() -> None:
    rows = read_table("feeds.csv")
    assert list(rows[0]) == ["paper", "address", "region", "seen_in", "seen_on", "answered_on"]
    assert len(rows) >= 60
    for column in ("paper", "address"):
        assert len({row[column] for row in rows}) == len(rows)


def test_a_feed_is_ordered_by_its_province() -> None:
    provinces = [province.name for province in load_provinces()]
    keys = [(provinces.index(feed.region.province), feed.paper) for feed in load_feeds()]
    assert keys == sorted(keys)


@pytest.mark.parametrize("province", load_provinces(), ids=lambda one: one.name)
def test_each_province_has_a_feed(province: Province) -> None:
    assert list_feeds(Region(province.name))


@pytest.mark.parametrize("feed", load_feeds(), ids=lambda one: one.paper)
def test_a_row_can_be_used(feed: ListedFeed) -> None:
    address = urlsplit(feed.address)
    assert address.scheme in {"http", "https"}
    assert address.hostname
    assert not address.username
    assert feed.region.district in {None, *districts(feed.region.province)}
    assert dt.date(2026, 1, 1) <= (feed.answered_on or feed.seen_on) <= feed.seen_on
    # A repository and its file, or what finds the file.
    assert feed.seen_in.startswith("code search: ") or feed.seen_in.count("/") >= 1
    assert feed.paper == feed.paper.strip()


def districts(name: str) -> tuple[str, ...]:
    return next(province.districts for province in load_provinces() if province.name == name)


def test_a_districts_own_feeds_come_first() -> None:
    regions = [feed.region for feed in list_feeds(Region("전남", "순천시"))]
    assert regions[0] == Region("전남", "순천시")
    others = [feed.region.district for feed in list_feeds(Region("충남", "공주시"))]
    assert None in others
    assert others == sorted(others, key=lambda one: one is not None)


def test_a_region_has_no_feed_of_another_province() -> None:
    assert {feed.region.province for feed in list_feeds(Region("제주"))} == {"제주"}
