from pathlib import Path

import pytest

from bot.errors import InvalidConfiguration
from bot.intake.source_config import (
    FORECAST_URL,
    HUB_FORECAST_URL,
    PORTAL_FORECAST_URL,
    AirKorea,
    Configuration,
    FolderSource,
    ForecastService,
    KmaChain,
    KmaCities,
    KmaFeed,
    KmaForecast,
    KmaHub,
    NewsFeed,
)
from bot.intake.source_parsing import load_configuration, parse_configuration
from tests.factories import CATALOGUE

FEED = """
[[source]]
type = "feed"
name = "인천신문"
address = "https://www.example.com/rss"
"""


def reason_for(text: str) -> str:
    with pytest.raises(InvalidConfiguration) as caught:
        parse_configuration(text, "jogan.toml", CATALOGUE)
    return str(caught.value)


def test_without_a_file_there_are_kmas_chain_and_its_keyless_forecasts(tmp_path: Path) -> None:
    configuration = load_configuration(tmp_path / "jogan.toml", CATALOGUE, is_required=False)
    source, forecast = configuration.source
    assert isinstance(forecast, KmaForecast)
    assert (forecast.service, forecast.url, forecast.budget) == (ForecastService.KEYLESS, FORECAST_URL, 8000)
    assert not configuration.needs_key
    assert isinstance(source, KmaChain)
    assert (source.name, source.every) == ("KMA", 10)
    assert [type(step) for step in source.steps] == [KmaCities, KmaFeed]
    assert configuration.ranking == ("KMA", "KMA feed")


def test_with_a_key_the_warnings_are_added(tmp_path: Path) -> None:
    configuration = load_configuration(tmp_path / "jogan.toml", CATALOGUE, is_required=False, has_kma_key=True)
    assert [source.type for source in configuration.source] == ["kma", "kma-forecast", "kma-warnings"]
    assert configuration.warnings is not None
    assert (configuration.warnings.name, configuration.warnings.every) == ("KMA warnings", 1)
    assert configuration.ranking == ("KMA", "KMA feed")
    assert [source.type for source in configuration.polled] == ["kma"]
    assert configuration.needs_key
    assert not any("warnings" in line for line in configuration.missing)


@pytest.mark.parametrize("kind", ["kma-warnings", "airkorea", "kma-forecast"])
def test_there_is_one_source_of_what_the_day_brings(kind: str) -> None:
    section = f'[[source]]\ntype = "{kind}"\nname = "{{}}"\n'
    reason = reason_for(section.format("a") + section.format("b"))
    assert reason == f"jogan.toml, line 5: type: there can be only one source of type {kind}"


def test_what_is_missing_without_a_key_is_told() -> None:
    line, *_ = Configuration().missing
    assert line.startswith("Weather warnings are missing")


@pytest.mark.parametrize(
    ("section", "is_told"),
    [
        ("", True),
        ('type = "kma"', True),
        ('type = "feed"\nname = "a"\naddress = "https://www.example.com/rss"', False),
        ('type = "page"\nname = "a"\naddress = "https://www.example.com/"', False),
        ('type = "folder"\nname = "a"\npath = "inbox"', False),
    ],
)
def test_news_that_no_source_has_are_told(section: str, *, is_told: bool) -> None:
    text = f"[[source]]\n{section}\n" if section else ""
    lines = [line for line in parse_configuration(text, "jogan.toml", CATALOGUE).missing if line.startswith("News")]
    assert (
        lines
        == ["News are missing, so mornings have no headline; jogan init offers local newspapers (type feed)"] * is_told
    )


@pytest.mark.parametrize(
    ("service", "url", "needs_kma_key", "needs_data_key"),
    [
        ("keyless", FORECAST_URL, False, False),
        ("hub", HUB_FORECAST_URL, True, False),
        ("data.go.kr", PORTAL_FORECAST_URL, False, True),
    ],
)
def test_the_service_of_forecasts_decides_which_key_is_needed(
    service: str, url: str, *, needs_kma_key: bool, needs_data_key: bool
) -> None:
    text = f'[[source]]\ntype = "kma-forecast"\nservice = "{service}"\n'
    configuration = parse_configuration(text, "jogan.toml", CATALOGUE)
    assert configuration.forecast is not None
    assert configuration.forecast.url == url
    assert (configuration.needs_key, configuration.needs_data_key) == (needs_kma_key, needs_data_key)
    assert not configuration.expects_readings
    assert (configuration.ranking, configuration.polled) == ((), ())
    moved = parse_configuration(f'{text}address = "http://10.0.0.7/f"\nprivate = true\n', "jogan.toml", CATALOGUE)
    assert moved.forecast is not None
    assert moved.forecast.url == "http://10.0.0.7/f"


def test_forecasts_that_no_source_has_are_told() -> None:
    line, *_ = parse_configuration('[[source]]\ntype = "kma"\n', "jogan.toml", CATALOGUE).missing
    assert line == "Forecasts are missing; they need no key (type kma-forecast)"


@pytest.mark.parametrize("field", ['service = "free"', "budget = 0", "every = 10"])
def test_a_wrong_field_of_forecasts_is_reported(field: str) -> None:
    assert f"line 3: {field.split(maxsplit=1)[0]}: " in reason_for(f'[[source]]\ntype = "kma-forecast"\n{field}\n')


def test_an_address_of_kma_is_asked_alone_as_before_there_was_a_chain() -> None:
    text = '[[source]]\ntype = "kma"\naddress = "http://10.0.0.7/map.xml"\nprivate = true\nevery = 30\n'
    configuration = parse_configuration(text, "jogan.toml", CATALOGUE)
    (source,) = configuration.source
    assert isinstance(source, KmaChain)
    (step,) = source.steps
    assert isinstance(step, KmaFeed)
    assert (step.name, step.address, step.private, step.every) == ("KMA", "http://10.0.0.7/map.xml", True, 30)
    assert configuration.ranking == ("KMA",)


def test_the_addresses_of_a_chain_can_be_set() -> None:
    text = '[[source]]\ntype = "kma"\nname = "기상청"\ncities = "http://a.example/c"\nfeed = "http://b.example/f"\n'
    (source,) = parse_configuration(text, "jogan.toml", CATALOGUE).polled
    assert isinstance(source, KmaChain)
    assert [(step.name, step.address) for step in source.steps] == [
        ("기상청", "http://a.example/c"),
        ("기상청 feed", "http://b.example/f"),
    ]


def test_a_required_file_must_exist(tmp_path: Path) -> None:
    with pytest.raises(InvalidConfiguration, match="no such file"):
        load_configuration(tmp_path / "mine.toml", CATALOGUE, is_required=True)


def test_a_file_that_is_not_text_is_reported(tmp_path: Path) -> None:
    (tmp_path / "jogan.toml").write_bytes(b"\xff\xfe\x00")
    with pytest.raises(InvalidConfiguration, match="could not read it"):
        load_configuration(tmp_path / "jogan.toml", CATALOGUE, is_required=False)


def test_a_file_with_a_byte_order_mark_is_read(tmp_path: Path) -> None:
    (tmp_path / "jogan.toml").write_bytes(b"\xef\xbb\xbf" + FEED.encode())
    assert load_configuration(tmp_path / "jogan.toml", CATALOGUE, is_required=True).ranking == ("인천신문",)


def test_each_kind_of_source_can_be_configured() -> None:
    configuration = parse_configuration(
        """
[[source]]
type = "kma-hub"
every = 20

[[source]]
type = "kma"
address = "http://10.0.0.7/map.xml"
private = true

[[source]]
type = "feed"
name = "강릉신문"
address = "https://www.example.com/rss/allArticle.xml"
region = "강릉"
every = 15
include = ["강릉", "동해"]
exclude = ["부고"]

[[source]]
type = "folder"
name = "편집국"
path = "inbox"
""",
        "jogan.toml",
        CATALOGUE,
    )
    hub, kma, feed, folder = configuration.source
    assert isinstance(hub, KmaHub)
    assert isinstance(kma, KmaChain)
    assert isinstance(feed, NewsFeed)
    assert isinstance(folder, FolderSource)
    assert (hub.every, hub.private, kma.private) == (20, False, True)
    assert (str(feed.region), feed.include, feed.exclude) == ("강원 강릉시", ("강릉", "동해"), ("부고",))
    assert configuration.ranking == ("KMA API hub", "KMA", "강릉신문", "편집국")


@pytest.mark.parametrize(
    ("line", "where", "why"),
    [
        ("every = 0", "line 6: every", "0 is too low; the lowest is 1"),
        ('every = "often"', "line 6: every", "'often' is no whole number"),
        ('region = "평양"', "line 6: region", "not a province or a district"),
        ('regoin = "인천"', "line 6: regoin", "there is no such field; did you mean region?"),
        ('colour = "red"', "line 6: colour", "there is no such field"),
        ('include = "인천"', "line 6: include", "it must be a list"),
        ('include = ["인천", " "]', "line 6: include", "at least 1 character"),
        ('exclude = [""]', "line 6: exclude", "at least 1 character"),
    ],
)
def test_an_invalid_field_is_reported_with_its_line(line: str, where: str, why: str) -> None:
    reason = reason_for(FEED + line)
    assert reason.startswith(f"jogan.toml, {where}: ")
    assert why in reason


def test_a_required_field_that_is_misspelt_is_named_and_not_only_missed() -> None:
    reason = reason_for(FEED.replace("address", "adress"))
    assert reason == "jogan.toml, line 5: adress: there is no such field; did you mean address?"


def test_the_line_is_that_of_the_section_that_is_wrong() -> None:
    second = FEED.replace("인천신문", "부산신문") + "every = -1\n"
    assert reason_for(FEED + second).startswith("jogan.toml, line 11: every: ")


def test_a_missing_field_is_reported_with_the_line_of_its_section() -> None:
    assert reason_for('\n\n[[source]]\ntype = "feed"\nname = "a"\n') == "jogan.toml, line 3: address: it is missing"


@pytest.mark.parametrize("address", ["ftp://example.com/", "file:///etc/passwd", "example.com/rss", ""])
def test_only_http_addresses_can_be_configured(address: str) -> None:
    assert "line 5: address: " in reason_for(FEED.replace("https://www.example.com/rss", address))


def test_a_password_in_an_address_is_rejected_and_not_shown() -> None:
    reason = reason_for(FEED.replace("https://", "https://me:secret@"))
    assert "must not contain a user name or password" in reason
    assert "secret" not in reason


@pytest.mark.parametrize(
    ("text", "where"),
    [
        ('[[source]]\ntype = "ftp"\n', "line 2: type"),
        ('[[source]]\ntype = "feeds"\n', "line 2: type: there is no such type; did you mean feed?"),
        ('[[source]]\nname = "a"\n', "line 1: type"),
        ("[[sources]]\n", "line 1: sources: there is no such field; did you mean source?"),
        ("source = 3\n", "line 1: source"),
        ("[source]\n", "line 1: source"),
    ],
)
def test_an_invalid_source_is_reported_with_its_line(text: str, where: str) -> None:
    assert reason_for(text).startswith(f"jogan.toml, {where}")


def test_invalid_toml_is_reported_with_its_line() -> None:
    assert "line 2" in reason_for("[[source]]\ntype = feed\n")


def test_two_sources_with_one_name_are_rejected() -> None:
    assert reason_for(FEED + FEED) == "jogan.toml, line 9: name: two sources have the name 인천신문"
    kma = '[[source]]\ntype = "kma"\n'
    assert reason_for(kma + kma) == "jogan.toml, line 3: name: two sources have the name KMA"
    feed = '[[source]]\ntype = "kma-feed"\n'
    assert reason_for(kma + feed) == "jogan.toml, line 3: name: two sources have the name KMA feed"


@pytest.mark.parametrize("name", ["", " ", "인천\\n신문", "\\u202e신문"])
def test_a_name_is_one_visible_line(name: str) -> None:
    assert reason_for(FEED.replace("인천신문", name)).startswith("jogan.toml, line 4: name: ")


@pytest.mark.parametrize("path", ["", ".", "inbox/.."])
def test_the_folder_with_the_bots_own_files_is_not_watched(path: str) -> None:
    reason = reason_for(f'[[source]]\ntype = "folder"\nname = "편집국"\npath = "{path}"\n')
    assert reason.startswith("jogan.toml, line 4: path: the bot moves the files of this folder")


def test_an_unknown_type_is_reported_with_the_known_ones() -> None:
    reason = reason_for(FEED.replace('"feed"', '"rss"'))
    assert reason == (
        "jogan.toml, line 3: type: there is no such type; the types are "
        "'kma', 'kma-cities', 'kma-feed', 'kma-hub', 'page', 'feed', "
        "'kma-forecast', 'kma-warnings', 'airkorea', 'folder'"
    )


def test_a_key_of_the_portal_brings_fine_dust_without_a_file(tmp_path: Path) -> None:
    configuration = load_configuration(tmp_path / "jogan.toml", CATALOGUE, is_required=False, has_data_key=True)
    assert configuration.air == AirKorea(type="airkorea", name="AirKorea", budget=500)
    assert not any("Fine dust" in line for line in configuration.missing)
    # It has no readings of weather stations, and is not polled like the others.
    assert configuration.ranking == ("KMA", "KMA feed")
    assert [type(source) for source in configuration.polled] == [KmaChain]


def test_a_file_says_itself_whether_there_is_fine_dust(tmp_path: Path) -> None:
    path = tmp_path / "jogan.toml"
    path.write_text(FEED, encoding="utf-8")
    configuration = load_configuration(path, CATALOGUE, is_required=True, has_data_key=True)
    assert configuration.air is None
    assert any(line.startswith("Fine dust is missing; it needs a key") for line in configuration.missing)
    path.write_text('[[source]]\ntype = "airkorea"\nbudget = 0\n', encoding="utf-8")
    with pytest.raises(InvalidConfiguration, match="line 3: budget: 0 is too low; the lowest is 1"):
        load_configuration(path, CATALOGUE, is_required=True)


def test_readings_are_expected_from_kma_and_not_from_a_newspaper() -> None:
    assert Configuration().expects_readings
    assert not parse_configuration(FEED, "jogan.toml", CATALOGUE).expects_readings


@pytest.mark.parametrize(
    ("text", "address"),
    [
        ('[[source]]\ntype = "kma"\ncities = "http://a.example/"\n', "http://a.example/"),
        ('[[source]]\ntype = "kma-cities"\naddress = "http://b.example/"\n', "http://b.example/"),
        ('[[source]]\ntype = "kma"\naddress = "http://c.example/map.xml"\n', None),
        (FEED, None),
    ],
)
def test_past_hours_come_from_the_table_of_cities(text: str, address: str | None) -> None:
    cities = parse_configuration(text, "jogan.toml", CATALOGUE).cities
    assert (cities and cities.address) == address
