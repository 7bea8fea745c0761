"""The program in processes of its own that are forked from one that has imported it: imports take most of a start."""

import asyncio
import multiprocessing
import os
import runpy
import signal
import socket
import sys
from asyncio import StreamReader, StreamWriter
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from multiprocessing.context import ForkServerProcess
from pathlib import Path

# The fork server imports this module, and with it all that the bot needs.
import main
import serve  # noqa: F401 - `main run` imports it

MAIN = Path(main.__file__)
_STREAM_GRACE = 5.0
"""Seconds from the end of a process to that of its streams."""

_CONTEXT = multiprocessing.get_context("forkserver")
_CONTEXT.set_forkserver_preload([__name__])


class ForkedProcess:
    """A running program, with what the tests need of `asyncio.subprocess.Process`.

    Attributes:
        pid: the number of the process.
        stdout: what it prints.
        stderr: its errors and its log.
    """

    def __init__(self, process: ForkServerProcess, stdout: StreamReader, stderr: StreamReader) -> None:
        assert process.pid
        self.pid = process.pid
        self.stdout = stdout
        self.stderr = stderr
        self._process = process
        self._returncode: int | None = None

    @property
    def returncode(self) -> int | None:
        """The exit code, negative if a signal has ended it, or None as long as it runs."""
        if self._returncode is None:
            self._returncode = self._process.exitcode
        return self._returncode

    def send_signal(self, number: int) -> None:
        """Send a signal, unless the process has ended."""
        if self.returncode is None:
            os.kill(self.pid, number)

    def terminate(self) -> None:
        """Send SIGTERM."""
        self.send_signal(signal.SIGTERM)

    def kill(self) -> None:
        """Send SIGKILL."""
        self.send_signal(signal.SIGKILL)

    async def wait(self) -> int:
        """Wait for the end and return the exit code."""
        while (code := self.returncode) is None:  # noqa: ASYNC110 - it happens in another process
            await asyncio.sleep(0.005)
        return code

    async def communicate(self) -> tuple[bytes, bytes]:
        """Wait for the end and return what is left of stdout and stderr."""
        output, errors = await asyncio.gather(self.stdout.read(), self.stderr.read())
        await self.wait()
        return output, errors


@asynccontextmanager
async def forked(
    *words: str, environment: Mapping[str, str], program: Path = MAIN, joins_streams: bool = False
) -> AsyncIterator[ForkedProcess]:
    """Run a program in the working directory; kill it at the end of the block if it still runs.

    Args:
        words: the words after its name.
        environment: all variables of its environment.
        program: a Python file.
        joins_streams: whether stderr goes where stdout goes.
    """
    (stdout, out_writer, out), (stderr, err_writer, err) = await _open_stream(), await _open_stream()
    arguments = program, words, dict(environment), Path.cwd(), out, out if joins_streams else err
    process = _CONTEXT.Process(target=_run, args=arguments)
    await asyncio.to_thread(process.start)
    out.close()
    err.close()
    running = ForkedProcess(process, stdout, stderr)
    ending = asyncio.create_task(_end_streams(running))
    try:
        yield running
    finally:
        ending.cancel()
        running.kill()
        await running.wait()
        process.close()
        for writer in (out_writer, err_writer):
            writer.close()
            await writer.wait_closed()


async def _end_streams(running: ForkedProcess) -> None:
    """End the streams of a process that has ended: nobody must wait for a copy of theirs that is open elsewhere."""
    await running.wait()
    # What it has written last may still be on its way.
    await asyncio.sleep(_STREAM_GRACE)
    for stream in (running.stdout, running.stderr):
        if not stream.at_eof():
            stream.feed_eof()


async def _open_stream() -> tuple[StreamReader, StreamWriter, socket.socket]:
    ours, theirs = socket.socketpair()
    return *await asyncio.open_connection(sock=ours), theirs


def _run(
    program: Path, words: tuple[str, ...], environment: dict[str, str], folder: Path, *streams: socket.socket
) -> None:
    """Become the program."""
    for number, stream in enumerate(streams, 1):
        os.dup2(stream.fileno(), number)
    for stream in streams:
        stream.close()
    os.chdir(folder)
    os.environ.clear()
    os.environ.update(environment)
    sys.argv = [str(program), *words]
    runpy.run_path(str(program), run_name="__main__")
