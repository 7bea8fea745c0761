"""The program in processes of its own that are forked from one that has imported it: imports take most of a start."""

import asyncio
import faulthandler
import multiprocessing
import os
import runpy
import signal
import socket
import sys
import tempfile
from asyncio import StreamReader, StreamWriter
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from multiprocessing.context import ForkServerProcess
from pathlib import Path

MAIN = Path(__file__).parents[1] / "main.py"
PATIENCE = 100.0
"""Seconds in which a process has to start, and to end after the last signal; long enough for a busy machine."""

_STREAM_GRACE = 5.0
"""Seconds from the end of a process to that of its streams."""

_DUMP_GRACE = 1.0
"""Seconds in which a process writes its stacks."""

_CONTEXT = multiprocessing.get_context("forkserver")
_CONTEXT.set_forkserver_preload([__name__, "tests.fork_server"])


class ForkedProcess:
    """A running program, with what the tests need of `asyncio.subprocess.Process`.

    Attributes:
        pid: the number of the process.
        stdout: what it prints.
        stderr: its errors and its log.
    """

    def __init__(self, process: ForkServerProcess, stdout: StreamReader, stderr: StreamReader, stacks: Path) -> None:
        assert process.pid
        self.pid = process.pid
        self.stdout = stdout
        self.stderr = stderr
        self._process = process
        self._stacks = stacks
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

    async def wait(self, patience: float = PATIENCE) -> int:
        """Wait for the end and return the exit code.

        Raises:
            TimeoutError: the process still runs after some seconds; the message has the stacks of its threads.
        """
        try:
            async with asyncio.timeout(patience):
                while (code := self.returncode) is None:  # noqa: ASYNC110 - it happens in another process
                    await asyncio.sleep(0.005)
        except TimeoutError as error:
            stacks = await self._dump_stacks()
            raise TimeoutError(f"process {self.pid} still runs after {patience:g} s:\n{stacks}") from error
        return code

    async def communicate(self, patience: float = PATIENCE) -> tuple[bytes, bytes]:
        """Wait for the end and return what is left of stdout and stderr.

        Raises:
            TimeoutError: as for `wait`.
        """
        reading = asyncio.gather(self.stdout.read(), self.stderr.read())
        try:
            await self.wait(patience)
            output, errors = await reading
        finally:
            reading.cancel()
        return output, errors

    async def _dump_stacks(self) -> str:
        self.send_signal(signal.SIGUSR1)
        await asyncio.sleep(_DUMP_GRACE)
        return await asyncio.to_thread(self._stacks.read_text)


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
    with tempfile.NamedTemporaryFile(prefix="stacks-") as stacks:
        arguments = program, words, dict(environment), Path.cwd(), stacks.name, out, out if joins_streams else err
        process = _CONTEXT.Process(target=_run, args=arguments)
        async with asyncio.timeout(PATIENCE):
            await asyncio.to_thread(process.start)
        out.close()
        err.close()
        running = ForkedProcess(process, stdout, stderr, Path(stacks.name))
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
    while running.returncode is None:  # noqa: ASYNC110 - as in `wait`
        await asyncio.sleep(0.05)
    # What it has written last may still be on its way.
    await asyncio.sleep(_STREAM_GRACE)
    for stream in (running.stdout, running.stderr):
        if not stream.at_eof():
            stream.feed_eof()


async def _open_stream() -> tuple[StreamReader, StreamWriter, socket.socket]:
    ours, theirs = socket.socketpair()
    return *await asyncio.open_connection(sock=ours), theirs


def _run(
    program: Path,
    words: tuple[str, ...],
    environment: dict[str, str],
    folder: Path,
    stacks: str,
    *streams: socket.socket,
) -> None:
    """Become the program."""
    dump = Path(stacks).open("a", encoding="utf-8")  # noqa: SIM115 - it stays open until the process ends
    faulthandler.register(signal.SIGUSR1, dump)
    for number, stream in enumerate(streams, 1):
        os.dup2(stream.fileno(), number)
    for stream in streams:
        stream.close()
    os.chdir(folder)
    os.environ.clear()
    os.environ.update(environment)
    sys.argv = [str(program), *words]
    runpy.run_path(str(program), run_name="__main__")
