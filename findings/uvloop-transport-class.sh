#!/usr/bin/env bash
# uvloop's transport is not an asyncio.Transport.
#
# Version:   uvloop 0.23.0
# A guess:   A drop-in event loop gives protocols a transport that is an `asyncio.Transport`, as the standard library's
#            types and documentation say.
# Behaviour: `isinstance` is False for `asyncio.Transport` and for `asyncio.BaseTransport`, though all methods are there.
#            A check that passes on asyncio takes the other branch on uvloop.
# Matters:   Narrow the type of a transport with `typing.cast`, never with isinstance and never with an assertion.
# Output:
#   asyncio  _SelectorSocketTransport  Transport: True   BaseTransport: True   methods missing: none
#   uvloop   TCPTransport              Transport: False  BaseTransport: False  methods missing: none
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
"${PYTHON:-python3}" -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check uvloop==0.23.0
"$folder/venv/bin/python" - <<'PYTHON'
import asyncio

import uvloop


async def connected() -> asyncio.Transport:
    loop = asyncio.get_running_loop()
    server = await loop.create_server(asyncio.Protocol, "127.0.0.1", 0)
    transport, _ = await loop.create_connection(asyncio.Protocol, *server.sockets[0].getsockname())
    transport.close()
    server.close()
    return transport


def examined(transport: object) -> tuple[bool, bool]:
    missing = [name for name in dir(asyncio.Transport) if not name.startswith("_") and not hasattr(transport, name)]
    result = isinstance(transport, asyncio.Transport), isinstance(transport, asyncio.BaseTransport)
    print(type(transport).__name__, *result, "methods missing:", missing or "none")
    assert not missing
    return result


with asyncio.Runner(loop_factory=asyncio.SelectorEventLoop) as runner:
    assert examined(runner.run(connected())) == (True, True)
assert examined(uvloop.run(connected())) == (False, False)
PYTHON
