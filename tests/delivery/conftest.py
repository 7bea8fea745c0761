import pytest

from tests.dialects import BOTH, SQLITE, parametrize

# What depends on how the ledger is claimed, written, enqueued and reported. The other files are about texts, pictures,
# the clock, Telegram's limits or a database's file, which are the same whatever the dialect is; the ledger of warnings
# and the thinning are tested on both in tests/storage.
ON_BOTH = {
    "test_announcements",
    "test_chunks",
    "test_deliveries_command",
    "test_delivery",
    "test_paused_bulletins",
    "test_refusals",
}


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    name = metafunc.module.__name__.rpartition(".")[2]
    parametrize(metafunc, BOTH if name in ON_BOTH else (SQLITE,))
