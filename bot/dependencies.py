"""What the application's parts get when they are made, and nobody looks up anywhere else."""

from dataclasses import dataclass

from bot.clock import Clock
from bot.i18n import Translators
from bot.places import Places
from bot.settings import Settings
from sources.stations import Catalogue, load_catalogue
from storage.database import Database


@dataclass(frozen=True, slots=True)
class Dependencies:
    """The application's parts.

    Attributes:
        settings: what the operator has set.
        clock: tells the time.
        database: the store, open.
        catalogue: the weather stations.
        places: finds stations by name.
        translators: the languages.
    """

    settings: Settings
    clock: Clock
    database: Database
    catalogue: Catalogue
    places: Places
    translators: Translators


def assemble(settings: Settings, clock: Clock, database: Database) -> Dependencies:
    """Load what ships with the package and put it together with what the caller has.

    Raises:
        UnknownLanguage: there is no catalogue of the language that is set.
    """
    catalogue = load_catalogue()
    return Dependencies(settings, clock, database, catalogue, Places(catalogue), Translators(settings.language))
