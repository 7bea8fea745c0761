"""Dependencies of the application, built once and passed explicitly."""

from dataclasses import dataclass

from bot.cache import Caches
from bot.clock import Clock
from bot.i18n.translator import Translators
from bot.inbound.access import AccessList
from bot.intake.control.source_control import SourceControl
from bot.intake.outlook.forecasts import ForecastCollector
from bot.monitoring.monitor import Monitor
from bot.places import Places, shipped_places
from bot.places.known import KnownPlaces
from bot.settings import Settings
from bot.telegram_api.photo_cache import PhotoCache, can_draw
from sources.korea.stations import Catalogue
from storage.database import Database


@dataclass(frozen=True, slots=True)
class Dependencies:
    """The application's parts.

    Attributes:
        settings: the operator's settings.
        clock: the current time.
        database: the database, open.
        catalogue: the weather stations.
        known: the places of the current gazetteer and KMA's table of towns.
        caches: readings, settings of chats and rendered answers.
        translators: the languages.
        monitor: what the parts of the bot tell about their work.
        photo_cache: draws and sends pictures; None if pictures are off.
        access: the chats and people that are served.
        sources: the sources of the running bot, for its operators.
        ranking: names of the sources of readings; of two readings for one station and hour the first source's counts.
        expects_readings: whether a polled source delivers readings, so that bulletins wait for them.
        forecasts: fetches forecasts of places that somebody asks for; None if no source has any.
    """

    settings: Settings
    clock: Clock
    database: Database
    catalogue: Catalogue
    known: KnownPlaces
    caches: Caches
    translators: Translators
    monitor: Monitor
    photo_cache: PhotoCache | None
    access: AccessList
    sources: SourceControl
    ranking: tuple[str, ...] = ()
    expects_readings: bool = False
    forecasts: ForecastCollector | None = None

    @property
    def has_pictures(self) -> bool:
        """True if pictures can be sent."""
        return self.photo_cache is not None

    @property
    def places(self) -> Places:
        """Search of places by name and by coordinates."""
        return self.known.places


def assemble(
    settings: Settings,
    clock: Clock,
    database: Database,
    catalogue: Catalogue,
    ranking: tuple[str, ...] = (),
    *,
    expects_readings: bool = False,
    monitor: Monitor | None = None,
    sources: SourceControl | None = None,
) -> Dependencies:
    """Build the dependencies from the given parts, new ones where there is none, and the data of the package.

    Raises:
        UnknownLanguage: there is no catalogue for the language of the settings.
    """
    known, translators = KnownPlaces(database, shipped_places(catalogue)), Translators(settings.language)
    photo_cache = PhotoCache(database, clock) if settings.pictures and can_draw() else None
    monitor = monitor or Monitor()
    caches = Caches(database, catalogue, ranking, clock, monitor.metrics)
    access = AccessList(database, clock, settings.allowed_chats)
    sources = sources or SourceControl()
    parts = settings, clock, database, catalogue, known, caches, translators, monitor, photo_cache, access, sources
    return Dependencies(*parts, ranking, expects_readings)
