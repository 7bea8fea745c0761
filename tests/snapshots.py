"""Snapshots in one file per language, so that the diff of a changed message shows one language.

The snapshots of ``test_weather[ko]`` and ``test_bulletin[ko-usual]`` in test_screens.py stand in
``__snapshots__/test_screens/ko.ambr``; those of tests without a language in ``__snapshots__/test_screens.ambr``.
"""

import re
from pathlib import Path

from syrupy.extensions.amber import AmberSnapshotExtension
from syrupy.location import PyTestLocation
from syrupy.types import SnapshotIndex

from bot.i18n.translator import Translators
from tests.dialects import BOTH

_LANGUAGE = re.compile(rf"\[({'|'.join(Translators('ko').languages)})[\]-]")


_DIALECT = re.compile(rf"\[(?:{'|'.join(BOTH)})\]|(?<=\[)(?:{'|'.join(BOTH)})-")


def _without_dialect(name: str) -> str:
    """Return a test's name without the dialect of its database, on which no message depends."""
    return _DIALECT.sub("", name)


class LanguageSnapshotExtension(AmberSnapshotExtension):
    """Amber snapshots whose file is named after the language that a test has as its first parameter."""

    @classmethod
    def get_file_basename(cls, *, test_location: PyTestLocation, index: SnapshotIndex) -> str:
        """Return the path below ``__snapshots__``, without its extension."""
        # Under xdist, the controller knows a test only by its name: its parameters' values are in the workers.
        language = _LANGUAGE.search(_without_dialect(test_location.testname))
        basename = super().get_file_basename(test_location=test_location, index=index)
        return f"{basename}/{language[1]}" if language else basename

    @classmethod
    def get_snapshot_name(cls, *, test_location: PyTestLocation, index: SnapshotIndex = 0) -> str:
        """Return the name of a snapshot, which is the same on all dialects."""
        return _without_dialect(super().get_snapshot_name(test_location=test_location, index=index))

    @classmethod
    def matches_test_location(cls, *, test_location: PyTestLocation, snapshot_location: str) -> bool:
        """Return whether a file holds snapshots of a test's module, in any language."""
        # syrupy's own check takes a file in a folder of the module's name for that of a single snapshot.
        module = Path(cls.dirname(test_location=test_location), test_location.basename)
        path = Path(snapshot_location)
        return module in {path.parent, path.with_suffix("")}
