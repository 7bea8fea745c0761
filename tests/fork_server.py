"""What a process of `tests.forked` finds done: it takes most of the processor time of a start.

Only the fork server imports this module.
"""

import bot.cli.ingest
import bot.source_jobs  # noqa: F401 - the bot imports it after its start, as a command does the one above
import commands  # noqa: F401
import serve  # noqa: F401
import start  # noqa: F401
from bot.i18n.translator import SOURCE_LANGUAGE, Translators
from bot.parsing.reader import warm_up
from bot.places import shipped_places
from sources.korea.stations import load_catalogue

warm_up(shipped_places(load_catalogue()).warm_up())
_translators = Translators(SOURCE_LANGUAGE)
for _language in _translators.languages:
    _translators[_language]
