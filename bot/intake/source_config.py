"""Configuration of the sources: the file `jogan.toml`, written by the operator.

```toml
[[source]]
type = "feed"
name = "인천신문"
address = "https://www.example.com/rss/allArticle.xml"
region = "인천"
every = 15
```

If two sources have a reading of the same station and hour, the first one in the file wins.
"""

import enum
import re
import tomllib
from collections.abc import Iterable, Mapping
from difflib import get_close_matches
from pathlib import Path
from typing import Annotated, Any, Literal, TypeAlias, cast, get_args

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    HttpUrl,
    StringConstraints,
    TypeAdapter,
    ValidationError,
    ValidationInfo,
    model_validator,
)
from pydantic_core import PydanticCustomError

from bot.errors import InvalidConfiguration, UnknownRegion
from bot.places.regions import resolve
from bot.settings import Settings
from sources.korea.regions import Region
from sources.korea.stations import Catalogue
from sources.records import KMA_SOURCE

KMA_CITIES_URL = "https://www.weather.go.kr/w/weather/land/city-obs.do"
"""KMA's table of cities, which needs no key."""

KMA_FEED_URL = "https://www.kma.go.kr/XML/weather/sfc_web_map.xml"
"""KMA's current-weather feed, which needs no key."""

KMA_FRONT_PAGE_URL = "https://www.weather.go.kr/w/renew2021/rest/main/current-weather-obs-stn.do"
"""Readings on KMA's front page, which need no key and have no time."""

KMA_HUB_URL = "https://apihub.kma.go.kr/api/typ01/url/kma_sfctm2.php"
"""KMA's API hub, which needs a key."""

KMA_WARNINGS_URL = "https://apihub.kma.go.kr/api/typ01/url/wrn_now_data_new.php"
"""KMA's list of weather warnings, which needs a key."""

FORECAST_URL = "https://www.weather.go.kr/w/rss/dfs/hr1-forecast.do"
"""KMA's forecast of a zone, which needs no key."""

HUB_FORECAST_URL = "https://apihub.kma.go.kr/api/typ02/openApi/VilageFcstInfoService_2.0/getVilageFcst"
"""KMA's forecast of a grid cell at the API hub, which needs a key."""

PORTAL_FORECAST_URL = "https://apis.data.go.kr/1360000/VilageFcstInfoService_2.0/getVilageFcst"
"""The same forecast at data.go.kr, which needs a key."""

AIR_URL = "https://apis.data.go.kr/B552584/ArpltnInforInqireSvc/getCtprvnRltmMesureDnsty"
"""AirKorea's measurements at data.go.kr, which need a key."""

AIR_STATIONS_URL = "https://apis.data.go.kr/B552584/MsrstnInfoInqireSvc/getMsrstnList"
"""AirKorea's list of stations at data.go.kr, which needs the same key."""

_NO_NEWS = "News are missing, so mornings have no headline; jogan init offers local newspapers (type feed)"

_SECTION = re.compile(r"\s*\[\[\s*source\s*\]\]")
_URL = TypeAdapter(HttpUrl)


def _check_address(address: str) -> str:
    try:
        url = _URL.validate_python(address)
    except ValidationError as error:
        raise PydanticCustomError("address", "an address must begin with http(s):// and name a host") from error
    # It would be printed in reports and errors.
    if url.username or url.password:
        raise PydanticCustomError("credentials", "an address must not contain a user name or password")
    return address


def _resolve_region(name: object, info: ValidationInfo) -> Region:
    """Return the region of a name; the validation context holds the catalogue of weather stations."""
    catalogue = cast("Mapping[str, Catalogue]", info.context)["catalogue"]
    if not isinstance(name, str):
        raise PydanticCustomError("region", "a region is a name")
    try:
        return resolve(name, catalogue)
    except UnknownRegion as error:
        raise PydanticCustomError("region", "{reason}", {"reason": str(error)}) from error


def _check_name(name: str) -> str:
    if not name.isprintable():
        raise PydanticCustomError("line", "a name must be one line of printable characters")
    return name


def _check_folder(path: Path) -> Path:
    # Else the bot would move its own database and this very file.
    if path.resolve() == Path.cwd():
        raise PydanticCustomError("folder", "the bot moves the files of this folder; use a folder of its own")
    return path


Address: TypeAlias = Annotated[str, AfterValidator(_check_address)]
RegionName: TypeAlias = Annotated[Region, BeforeValidator(_resolve_region)]
"""A province or district, written by any of its names."""
Name: TypeAlias = Annotated[
    str, StringConstraints(strip_whitespace=True, min_length=1, max_length=60), AfterValidator(_check_name)
]
Word: TypeAlias = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)]
FolderPath: TypeAlias = Annotated[Path, AfterValidator(_check_folder)]


class _BaseSource(BaseModel):
    """Fields of every source.

    Attributes:
        name: its name in reports and below its articles and readings.
    """

    # A misspelt field must be an error, not a default.
    model_config = ConfigDict(extra="forbid", frozen=True)
    name: Name


class RegionalSource(_BaseSource):
    """A source of articles.

    Attributes:
        region: the province or district that the articles are about.
    """

    region: RegionName | None = None


class _BasePolledSource(_BaseSource):
    """A source that is fetched over HTTP.

    Attributes:
        every: minutes between two polls.
        private: True if its server may be in a private network.
    """

    every: Annotated[int, Field(ge=1, le=1440)] = 10
    private: bool = False


class KmaCities(_BasePolledSource):
    """KMA's table of cities."""

    type: Literal["kma-cities"]
    name: Name = "KMA cities"
    address: Address = KMA_CITIES_URL


class KmaFeed(_BasePolledSource):
    """KMA's current-weather feed."""

    type: Literal["kma-feed"]
    name: Name = "KMA feed"
    address: Address = KMA_FEED_URL


class KmaFrontPage(_BasePolledSource):
    """KMA's front page, which confirms the readings of a chain; it is no source of its own."""

    address: Address


class KmaChain(_BasePolledSource):
    """KMA's readings without a key: the table of cities, then the feed where the table does not suffice.

    Attributes:
        cities: address of the table of cities.
        feed: address of the feed.
        front_page: address of the readings on the front page.
        address: address of a feed that is asked alone, instead of the others.
    """

    type: Literal["kma"]
    name: Name = KMA_SOURCE
    cities: Address = KMA_CITIES_URL
    feed: Address = KMA_FEED_URL
    front_page: Address = KMA_FRONT_PAGE_URL
    address: Address | None = None

    @property
    def steps(self) -> "tuple[KmaCities | KmaFeed, ...]":
        """The sources in the order in which they are asked; the first one has the name of the chain."""
        common = {"every": self.every, "private": self.private}
        if self.address is not None:
            return (KmaFeed(type="kma-feed", name=self.name, address=self.address, **common),)
        return (
            KmaCities(type="kma-cities", name=self.name, address=self.cities, **common),
            KmaFeed(type="kma-feed", name=f"{self.name} feed", address=self.feed, **common),
        )

    @property
    def confirmation(self) -> KmaFrontPage | None:
        """The page that confirms the readings; None if a feed is asked alone."""
        if self.address is not None:
            return None
        return KmaFrontPage(name=f"{self.name} front page", address=self.front_page, private=self.private)


class KmaHub(_BasePolledSource):
    """KMA's API hub, with the key in `JOGAN_KMA_KEY`."""

    type: Literal["kma-hub"]
    name: Name = "KMA API hub"
    address: Address = KMA_HUB_URL


class KmaWarnings(_BasePolledSource):
    """KMA's list of weather warnings, with the key in `JOGAN_KMA_KEY`."""

    type: Literal["kma-warnings"]
    name: Name = "KMA warnings"
    address: Address = KMA_WARNINGS_URL
    every: Annotated[int, Field(ge=1, le=15)] = 1


class NewspaperPage(_BasePolledSource, RegionalSource):
    """One page of a newspaper: its ticker, its article, or both."""

    type: Literal["page"]
    address: Address


class NewsFeed(_BasePolledSource, RegionalSource):
    """An RSS or Atom feed.

    Attributes:
        include: an article must contain one of these words; empty for all articles.
        exclude: an article must contain none of these words.
    """

    type: Literal["feed"]
    address: Address
    include: tuple[Word, ...] = ()
    exclude: tuple[Word, ...] = ()


class ForecastService(enum.StrEnum):
    """Service that has KMA's forecasts."""

    KEYLESS = "keyless"
    HUB = "hub"
    """KMA's API hub, with the key in `JOGAN_KMA_KEY`."""
    PORTAL = "data.go.kr"
    """data.go.kr, with the key in `JOGAN_DATA_KEY`."""


_FORECAST_URLS = {
    ForecastService.KEYLESS: FORECAST_URL,
    ForecastService.HUB: HUB_FORECAST_URL,
    ForecastService.PORTAL: PORTAL_FORECAST_URL,
}


class KmaForecast(_BaseSource):
    """KMA's forecasts of the places that people subscribe to or ask for.

    Attributes:
        service: the service that is asked.
        address: URL of the service; None for its own.
        budget: calls that may be made on one day in Seoul; data.go.kr allows a new key 10,000.
        private: True if the server may be in a private network.
    """

    type: Literal["kma-forecast"]
    name: Name = "KMA forecast"
    service: ForecastService = ForecastService.KEYLESS
    address: Address | None = None
    budget: Annotated[int, Field(ge=1)] = 8000
    private: bool = False

    @property
    def url(self) -> str:
        """The URL of the service."""
        return self.address or _FORECAST_URLS[self.service]


class AirKorea(_BaseSource):
    """AirKorea's fine dust, with the key in `JOGAN_DATA_KEY`.

    Attributes:
        address: URL of the measurements.
        stations: URL of the list of stations.
        budget: calls that may be made on one day in Seoul; data.go.kr allows a new key 500.
        private: True if the server may be in a private network.
    """

    type: Literal["airkorea"]
    name: Name = "AirKorea"
    address: Address = AIR_URL
    stations: Address = AIR_STATIONS_URL
    budget: Annotated[int, Field(ge=1)] = 500
    private: bool = False


class FolderSource(RegionalSource):
    """A watched folder; its files are ingested and then moved.

    Attributes:
        path: the folder.
    """

    type: Literal["folder"]
    path: FolderPath


SingleSource: TypeAlias = KmaCities | KmaFeed | KmaHub | NewspaperPage | NewsFeed
"""A source with one address."""

PolledSource: TypeAlias = KmaChain | SingleSource
OutlookSource: TypeAlias = KmaForecast | KmaWarnings | AirKorea
"""A source of what the day brings, with a collector of its own."""

Source: TypeAlias = PolledSource | OutlookSource | FolderSource


def list_steps(source: PolledSource) -> tuple[SingleSource, ...]:
    """Return the sources of a chain in order, or the single source itself."""
    return source.steps if isinstance(source, KmaChain) else (source,)


def list_names(source: Source) -> tuple[str, ...]:
    """Return the names under which a source stores its content."""
    return tuple(step.name for step in list_steps(source)) if isinstance(source, PolledSource) else (source.name,)


_DEPTH_OF_FIELD = 3
_MODELS: dict[str, type[BaseModel]] = {
    get_args(model.model_fields["type"].annotation)[0]: model for model in get_args(Source)
}
"""The models of the sources, by their types."""


class Configuration(BaseModel):
    """All sources, in descending priority."""

    model_config = ConfigDict(extra="forbid", frozen=True)
    source: tuple[Annotated[Source, Field(discriminator="type")], ...] = (
        KmaChain(type="kma"),
        KmaForecast(type="kma-forecast"),
    )

    @model_validator(mode="after")
    def _check_unique_names(self) -> "Configuration":
        taken: set[str] = set()
        for place, source in enumerate(self.source):
            for name in list_names(source):
                if name in taken:
                    context = {"name": name, "place": place, "field": "name"}
                    raise PydanticCustomError("names", "two sources have the name {name}", context)
                taken.add(name)
        return self

    @model_validator(mode="after")
    def _check_single_sources(self) -> "Configuration":
        # A second one would only be ignored.
        taken: set[str] = set()
        for place, source in enumerate(self.source):
            if isinstance(source, OutlookSource):
                if source.type in taken:
                    context = {"type": source.type, "place": place, "field": "type"}
                    raise PydanticCustomError("types", "there can be only one source of type {type}", context)
                taken.add(source.type)
        return self

    @property
    def ranking(self) -> tuple[str, ...]:
        """The names under which readings are stored, in descending priority."""
        readings = (source for source in self.source if not isinstance(source, OutlookSource))
        return tuple(name for source in readings for name in list_names(source))

    @property
    def polled(self) -> tuple[PolledSource, ...]:
        """The sources of readings and articles that are fetched over HTTP."""
        return tuple(source for source in self.source if isinstance(source, PolledSource))

    @property
    def cities(self) -> KmaCities | None:
        """The first table of cities, which has past hours too; None if there is none."""
        steps = (step for source in self.polled for step in list_steps(source))
        return next((step for step in steps if isinstance(step, KmaCities)), None)

    @property
    def forecast(self) -> KmaForecast | None:
        """The source of forecasts; None if there is none."""
        return next((source for source in self.source if isinstance(source, KmaForecast)), None)

    @property
    def warnings(self) -> KmaWarnings | None:
        """The list of weather warnings; None if there is none."""
        return next((source for source in self.source if isinstance(source, KmaWarnings)), None)

    @property
    def air(self) -> AirKorea | None:
        """The source of fine dust; None if there is none."""
        return next((source for source in self.source if isinstance(source, AirKorea)), None)

    @property
    def missing(self) -> tuple[str, ...]:
        """Sentences for the operator on what the bot does not know without further sources."""
        lines = {
            "Forecasts are missing; they need no key (type kma-forecast)": self.forecast,
            "Weather warnings are missing; they need a key of KMA's API hub (JOGAN_KMA_KEY, type kma-warnings)": (
                self.warnings
            ),
            "Fine dust is missing; it needs a key of data.go.kr (JOGAN_DATA_KEY, type airkorea)": self.air,
        }
        news = () if self.has_news else (_NO_NEWS,)
        return (*(line for line, source in lines.items() if source is None), *news)

    @property
    def has_news(self) -> bool:
        """True if a source may bring articles."""
        return any(isinstance(source, RegionalSource) for source in self.source)

    @property
    def folders(self) -> tuple[FolderSource, ...]:
        """The watched folders."""
        return tuple(source for source in self.source if isinstance(source, FolderSource))

    @property
    def needs_key(self) -> bool:
        """True if a source needs the operator's KMA key."""
        return any(isinstance(source, KmaHub | KmaWarnings) for source in self.source) or self._asks(
            ForecastService.HUB
        )

    @property
    def needs_data_key(self) -> bool:
        """True if a source needs the operator's key of data.go.kr."""
        return self.air is not None or self._asks(ForecastService.PORTAL)

    def _asks(self, service: ForecastService) -> bool:
        return self.forecast is not None and self.forecast.service is service

    @property
    def expects_readings(self) -> bool:
        """True if a source has new readings every hour, so that a bulletin can wait for them."""
        return any(isinstance(source, KmaChain | KmaCities | KmaFeed | KmaHub) for source in self.source)


def make_default(*, has_kma_key: bool, has_data_key: bool) -> Configuration:
    """Return the configuration without a file: KMA's readings and forecasts, and what the operator's keys open."""
    warnings = (KmaWarnings(type="kma-warnings"),) if has_kma_key else ()
    air = (AirKorea(type="airkorea"),) if has_data_key else ()
    forecast = KmaForecast(type="kma-forecast")
    return Configuration(source=(KmaChain(type="kma"), forecast, *warnings, *air))


def load_configuration(
    path: Path, catalogue: Catalogue, *, is_required: bool, has_kma_key: bool = False, has_data_key: bool = False
) -> Configuration:
    """Load the file.

    Args:
        path: the file.
        catalogue: the weather stations, whose names are region names too.
        is_required: False if a missing file means the default, `make_default`.
        has_kma_key: whether the operator has set a key of KMA's API hub.
        has_data_key: whether the operator has set a key of data.go.kr.

    Raises:
        InvalidConfiguration: the file cannot be read or has an error; the message gives line and field.
    """
    try:
        # Editors on Windows write a byte order mark, which tomllib rejects.
        text = path.read_text(encoding="utf-8-sig")
    except FileNotFoundError as error:
        if is_required:
            raise InvalidConfiguration(f"{path}: no such file") from error
        return make_default(has_kma_key=has_kma_key, has_data_key=has_data_key)
    except (OSError, UnicodeDecodeError) as error:
        raise InvalidConfiguration(f"{path}: could not read it: {error}") from error
    return parse_configuration(text, str(path), catalogue)


def load_sources(settings: Settings, catalogue: Catalogue) -> Configuration:
    """Load the operator's file, or the default, and check that its services have their keys.

    Raises:
        InvalidConfiguration: the file cannot be read or has an error, or a key is missing.
    """
    has_kma_key, has_data_key = (bool(key.get_secret_value()) for key in (settings.kma_key, settings.data_key))
    configuration = load_configuration(
        settings.sources,
        catalogue,
        is_required=settings.has_sources,
        has_kma_key=has_kma_key,
        has_data_key=has_data_key,
    )
    if configuration.needs_key and not has_kma_key:
        raise InvalidConfiguration(f"{settings.sources} uses KMA's API hub: set JOGAN_KMA_KEY to your key")
    if configuration.needs_data_key and not has_data_key:
        raise InvalidConfiguration(f"{settings.sources} uses data.go.kr: set JOGAN_DATA_KEY to your key")
    return configuration


def parse_configuration(text: str, name: str, catalogue: Catalogue) -> Configuration:
    """Parse the file's text; `name` is its name in errors.

    Raises:
        InvalidConfiguration: it is not TOML, or a field is invalid; the message gives line and field.
    """
    try:
        return Configuration.model_validate(tomllib.loads(text), context={"catalogue": catalogue})
    except tomllib.TOMLDecodeError as error:
        raise InvalidConfiguration(f"{name}: {error}") from error
    except ValidationError as error:
        raise InvalidConfiguration(f"{name}, {_explain(text, error)}") from error


def _explain(text: str, error: ValidationError) -> str:
    """Describe the first error: line, field and reason."""
    # tomllib keeps no positions, so the line is searched for in the text.
    # The input is left out of the error: an address may contain a key.
    errors = error.errors(include_input=False, include_url=False)
    # A misspelt field first: a field that is missing is what it was meant to be.
    first = min(errors, key=lambda one: one["type"] != "extra_forbidden")
    loc = first["loc"] or ("source", first["ctx"]["place"], "", first["ctx"]["field"])
    return f"{_locate(text, loc)}: {_get_reason(first)}"


def _get_reason(error: Any) -> str:
    match error["type"]:
        case "extra_forbidden":
            return f"there is no such field{_suggest_field(error['loc'])}"
        case "missing" | "union_tag_not_found":
            return "it is missing"
        case "union_tag_invalid":
            types = ", ".join(f"'{one}'" for one in _MODELS)
            return f"there is no such type{_suggest(error['ctx']['tag'], _MODELS)}; the types are {types}"
        case "tuple_type":
            return "it must be a list"
        case _:
            return str(error["msg"])


def _suggest_field(loc: tuple[int | str, ...]) -> str:
    """Return a question for the field that an unknown one resembles: the last part of where it stands."""
    # Inside a section the type stands between its number and the field.
    model = _MODELS.get(str(loc[2]), Configuration) if len(loc) > _DEPTH_OF_FIELD else Configuration
    return _suggest(str(loc[-1]), model.model_fields)


def _suggest(name: str, known: Iterable[str]) -> str:
    similar = get_close_matches(name, list(known), n=1)
    return f"; did you mean {similar[0]}?" if similar else ""


def _locate(text: str, loc: tuple[int | str, ...]) -> str:
    """Return the line of an invalid field, or of the section in which it is missing, and the field's name."""
    lines = text.splitlines()
    numbers = [number for number, line in enumerate(lines) if _SECTION.match(line)]
    if len(loc) < 2 or not isinstance(loc[1], int) or loc[1] >= len(numbers):  # noqa: PLR2004 - outside any section
        field = next((str(part) for part in loc), "source")
        return f"line {_find_line(lines, field, 0, len(lines))}: {field}"
    begin, end = [*numbers, len(lines)][loc[1] : loc[1] + 2]
    # pydantic puts the section's type, if it has one, between its number and the field.
    field = next((str(part) for part in loc[3:]), "type")
    return f"line {_find_line(lines, field, begin, end)}: {field}"


def _find_line(lines: list[str], field: str, begin: int, end: int) -> int:
    assignment = re.compile(rf"\s*[\"']?{re.escape(field)}[\"']?\s*=")
    return 1 + next((number for number in range(begin, end) if assignment.match(lines[number])), begin)
