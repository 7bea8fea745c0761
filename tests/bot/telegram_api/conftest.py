"""Event loops of the tests: what touches sockets runs on asyncio's own and on uvloop, which reads them differently."""

import asyncio
from collections.abc import Callable, Mapping

import pytest
import uvloop

_ON_BOTH = {"test_raw_servers.py", "test_proxies.py"}
_Factory = Callable[[], asyncio.AbstractEventLoop]


def pytest_asyncio_loop_factories(item: pytest.Item) -> Mapping[str, _Factory]:
    own: dict[str, _Factory] = {"asyncio": asyncio.new_event_loop}
    return own | {"uvloop": uvloop.new_event_loop} if item.path.name in _ON_BOTH else own
