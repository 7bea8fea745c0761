import pytest

from tests.dialects import BOTH, SQLITE, parametrize

# What depends on how the ledger is claimed, written, enqueued and thinned. The other files are about texts, pictures,
# the clock, Telegram's limits or a database's file, which are the same whatever the dialect is.
ON_BOTH = {
    "test_announcements",
    "test_bad_days",
    "test_deliveries_command",
    "test_delivery",
    "test_paused_bulletins",
    "test_refusals",
    "test_warnings_at_once",
}


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    name = metafunc.module.__name__.rpartition(".")[2]
    parametrize(metafunc, BOTH if name in ON_BOTH else (SQLITE,))
