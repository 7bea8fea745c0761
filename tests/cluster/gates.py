"""Gates in the network: TCP connections that pass them can be cut as by a broken cable, and go on afterwards."""

import asyncio
from asyncio import StreamReader, StreamWriter
from contextlib import suppress
from types import TracebackType
from typing import Self


class Gate:
    """Forwards connections to an address; while it is shut nothing passes, and nobody is told.

    Args:
        host: the host behind it, or the path of a socket.
        port: the port behind it; 0 for a socket.

    Attributes:
        port: at which it listens on loopback.
    """

    def __init__(self, host: str, port: int) -> None:
        self.port = 0
        self._address = host, port
        self._open = asyncio.Event()
        self._open.set()
        self._server: asyncio.Server | None = None
        self._tasks: set[asyncio.Task[None]] = set()

    async def __aenter__(self) -> Self:
        self._server = await asyncio.start_server(self._accept, "127.0.0.1", 0)
        self.port = self._server.sockets[0].getsockname()[1]
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        assert self._server
        self._server.close()
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)

    def shut(self) -> None:
        """Let nothing pass."""
        self._open.clear()

    def open(self) -> None:
        """Let pass what comes, and what has come meanwhile."""
        self._open.set()

    async def _accept(self, reader: StreamReader, writer: StreamWriter) -> None:
        task = asyncio.current_task()
        assert task
        self._tasks.add(task)
        try:
            await self._open.wait()
            far_reader, far_writer = await self._connect()
            try:
                ways = (self._pump(reader, far_writer), self._pump(far_reader, writer))
                await asyncio.gather(*ways)
            finally:
                far_writer.close()
        except OSError:
            pass
        finally:
            self._tasks.discard(task)
            writer.close()

    async def _connect(self) -> tuple[StreamReader, StreamWriter]:
        host, port = self._address
        return await (asyncio.open_connection(host, port) if port else asyncio.open_unix_connection(host))

    async def _pump(self, reader: StreamReader, writer: StreamWriter) -> None:
        with suppress(OSError):
            while data := await reader.read(65536):
                await self._open.wait()
                writer.write(data)
                await writer.drain()
        # Nobody hears either of the end of the other side while it is shut.
        await self._open.wait()
        writer.close()
