"""Sources, as the operator's file `jogan.toml` names them; `bot.intake.source_parsing` reads it."""

import enum
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, TypeAlias, get_args

from sources.korea.regions import Region
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


@dataclass(frozen=True, kw_only=True)
class _BaseSource:
    """Fields of every source.

    Attributes:
        name: its name in reports and below its articles and readings.
    """

    name: str


@dataclass(frozen=True, kw_only=True)
class RegionalSource(_BaseSource):
    """A source of articles.

    Attributes:
        region: the province or district that the articles are about.
    """

    region: Region | None = None


@dataclass(frozen=True, kw_only=True)
class _BasePolledSource(_BaseSource):
    """A source that is fetched over HTTP.

    Attributes:
        every: minutes between two polls.
        private: True if its server may be in a private network.
    """

    every: int = 10
    private: bool = False


@dataclass(frozen=True, kw_only=True)
class KmaCities(_BasePolledSource):
    """KMA's table of cities."""

    type: Literal["kma-cities"] = "kma-cities"
    name: str = "KMA cities"
    address: str = KMA_CITIES_URL


@dataclass(frozen=True, kw_only=True)
class KmaFeed(_BasePolledSource):
    """KMA's current-weather feed."""

    type: Literal["kma-feed"] = "kma-feed"
    name: str = "KMA feed"
    address: str = KMA_FEED_URL


@dataclass(frozen=True, kw_only=True)
class KmaFrontPage(_BasePolledSource):
    """KMA's front page, which confirms the readings of a chain; it is no source of its own."""

    address: str


@dataclass(frozen=True, kw_only=True)
class KmaChain(_BasePolledSource):
    """KMA's readings without a key: the table of cities, then the feed where the table does not suffice.

    Attributes:
        cities: address of the table of cities.
        feed: address of the feed.
        front_page: address of the readings on the front page.
        address: address of a feed that is asked alone, instead of the others.
    """

    type: Literal["kma"] = "kma"
    name: str = KMA_SOURCE
    cities: str = KMA_CITIES_URL
    feed: str = KMA_FEED_URL
    front_page: str = KMA_FRONT_PAGE_URL
    address: str | None = None

    @property
    def steps(self) -> "tuple[KmaCities | KmaFeed, ...]":
        """The sources in the order in which they are asked; the first one has the name of the chain."""
        if self.address is not None:
            return (KmaFeed(name=self.name, address=self.address, every=self.every, private=self.private),)
        return (
            KmaCities(name=self.name, address=self.cities, every=self.every, private=self.private),
            KmaFeed(name=f"{self.name} feed", address=self.feed, every=self.every, private=self.private),
        )

    @property
    def confirmation(self) -> KmaFrontPage | None:
        """The page that confirms the readings; None if a feed is asked alone."""
        if self.address is not None:
            return None
        return KmaFrontPage(name=f"{self.name} front page", address=self.front_page, private=self.private)


@dataclass(frozen=True, kw_only=True)
class KmaHub(_BasePolledSource):
    """KMA's API hub, with the key in `JOGAN_KMA_KEY`."""

    type: Literal["kma-hub"] = "kma-hub"
    name: str = "KMA API hub"
    address: str = KMA_HUB_URL


@dataclass(frozen=True, kw_only=True)
class KmaWarnings(_BasePolledSource):
    """KMA's list of weather warnings, with the key in `JOGAN_KMA_KEY`."""

    type: Literal["kma-warnings"] = "kma-warnings"
    name: str = "KMA warnings"
    address: str = KMA_WARNINGS_URL
    every: int = 1


@dataclass(frozen=True, kw_only=True)
class NewspaperPage(_BasePolledSource, RegionalSource):
    """One page of a newspaper: its ticker, its article, or both."""

    type: Literal["page"] = "page"
    address: str


@dataclass(frozen=True, kw_only=True)
class NewsFeed(_BasePolledSource, RegionalSource):
    """An RSS or Atom feed.

    Attributes:
        include: an article must contain one of these words; empty for all articles.
        exclude: an article must contain none of these words.
    """

    type: Literal["feed"] = "feed"
    address: str
    include: tuple[str, ...] = ()
    exclude: tuple[str, ...] = ()


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


@dataclass(frozen=True, kw_only=True)
class KmaForecast(_BaseSource):
    """KMA's forecasts of the places that people subscribe to or ask for.

    Attributes:
        service: the service that is asked.
        address: URL of the service; None for its own.
        budget: calls that may be made on one day in Seoul; data.go.kr allows a new key 10,000.
        private: True if the server may be in a private network.
    """

    type: Literal["kma-forecast"] = "kma-forecast"
    name: str = "KMA forecast"
    service: ForecastService = ForecastService.KEYLESS
    address: str | None = None
    budget: int = 8000
    private: bool = False

    @property
    def url(self) -> str:
        """The URL of the service."""
        return self.address or _FORECAST_URLS[self.service]


@dataclass(frozen=True, kw_only=True)
class AirKorea(_BaseSource):
    """AirKorea's fine dust, with the key in `JOGAN_DATA_KEY`.

    Attributes:
        address: URL of the measurements.
        stations: URL of the list of stations.
        budget: calls that may be made on one day in Seoul; data.go.kr allows a new key 500.
        private: True if the server may be in a private network.
    """

    type: Literal["airkorea"] = "airkorea"
    name: str = "AirKorea"
    address: str = AIR_URL
    stations: str = AIR_STATIONS_URL
    budget: int = 500
    private: bool = False


@dataclass(frozen=True, kw_only=True)
class FolderSource(RegionalSource):
    """A watched folder; its files are ingested and then moved.

    Attributes:
        path: the folder.
    """

    type: Literal["folder"] = "folder"
    path: Path


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


SOURCES: dict[str, type[Source]] = {kind.type: kind for kind in get_args(Source)}
"""The kinds of sources, by their types."""


@dataclass(frozen=True)
class Configuration:
    """All sources, in descending priority."""

    source: tuple[Source, ...] = (KmaChain(), KmaForecast())

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
    warnings = (KmaWarnings(),) if has_kma_key else ()
    air = (AirKorea(),) if has_data_key else ()
    forecast = KmaForecast()
    return Configuration(source=(KmaChain(), forecast, *warnings, *air))
