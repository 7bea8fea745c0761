"""What a process of `tests.forked` finds done: it takes most of the processor time of a start.

Only the fork server imports this module.
"""

import main  # noqa: F401 - the programs import it
import serve  # noqa: F401 - `main run` imports it
from bot.i18n.translator import SOURCE_LANGUAGE, Translators
from bot.places import shipped_places
from sources.korea.stations import load_catalogue

shipped_places(load_catalogue())
_translators = Translators(SOURCE_LANGUAGE)
for _language in _translators.languages:
    _translators[_language]
