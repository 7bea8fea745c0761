#!/usr/bin/env bash
# asyncio reads a waiting byte one turn of the loop later than uvloop does.
#
# Version:   uvloop 0.23.0, beside CPython's own selector loop (3.11 to 3.14)
# A guess:   After `await asyncio.sleep(0)`, which lets the loop run once, a protocol has received what the socket had.
# Behaviour: On uvloop it has. CPython's loop looks at the sockets in that turn, but calls the protocol behind the tasks
#            that were ready before, so that a task needs two turns.
# Matters:   Code that looks whether a server has closed an idle connection before it is used again must wait twice, or
#            it misses a close that has long arrived.
# Output:
#   asyncio: received after 2 turns
#   uvloop: received after 1 turn
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
"${PYTHON:-python3}" -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check uvloop==0.23.0
"$folder/venv/bin/python" - <<'PYTHON'
import asyncio
import socket

import uvloop


class Receiver(asyncio.Protocol):
    def __init__(self) -> None:
        self.received = b""

    def data_received(self, data: bytes) -> None:
        self.received += data


async def turns_until_received() -> int:
    near, far = socket.socketpair()
    receiver = Receiver()
    transport, _ = await asyncio.get_running_loop().create_connection(lambda: receiver, sock=near)
    await asyncio.sleep(0.05)  # the connection is idle now
    far.send(b"x")
    turns = 0
    while not receiver.received:
        await asyncio.sleep(0)
        turns += 1
    transport.close()
    far.close()
    return turns


with asyncio.Runner(loop_factory=asyncio.SelectorEventLoop) as runner:
    own = runner.run(turns_until_received())
other = uvloop.run(turns_until_received())
print(f"asyncio: received after {own} turns\nuvloop: received after {other} turn")
assert (own, other) == (2, 1)
PYTHON
