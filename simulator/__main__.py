"""`python -m simulator`: the local Telegram as a program of its own, for any bot."""

import argparse
import asyncio
import gc
import signal
import sys
from collections.abc import Sequence
from datetime import UTC, datetime

from simulator.server.server import Server
from simulator.world.demo_town import NAMES, small_town
from simulator.world.world import World

_TOKEN = "1:local"  # noqa: S105 - opens nothing but this server
_MAX_PORT = 65_535
_GC_THRESHOLD = 10_000  # new objects between two runs of the garbage collector


def main(argv: Sequence[str] | None = None) -> int:
    """Serve until Ctrl-C; return the exit code."""
    options = _parser().parse_args(argv)
    try:
        asyncio.run(_serve(options))
    except (OSError, ValueError) as error:
        sys.stderr.write(f"simulator: {error}\n")
        return 1
    return 0


def freeze_startup_objects() -> None:
    """Make the garbage collector run less often, and skip the objects that exist already."""
    gc.collect()
    # Imported modules stay as long as the process.
    gc.freeze()
    # Recorded calls and messages are never freed, so frequent runs would scan a growing heap without result.
    gc.set_threshold(_GC_THRESHOLD, 20, 50)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m simulator", description="A local Telegram for testing bots.")
    parser.add_argument("--port", type=_port, default=8081, help="0 takes a free one (default: 8081)")
    parser.add_argument("--host", default="127.0.0.1", help="default: 127.0.0.1")
    parser.add_argument(
        "--token", action="append", help=f"the token that your bot uses; several for several bots (default: {_TOKEN})"
    )
    parser.add_argument(
        "--strict", action="store_true", help="refuse unknown methods, arguments and fields, which Telegram ignores"
    )
    parser.add_argument("--language", default="en", choices=sorted(NAMES), help="of the person who is there already")
    return parser


def _port(word: str) -> int:
    if not word.isdecimal() or int(word) > _MAX_PORT:
        raise argparse.ArgumentTypeError(f"{word!r} is not a port; use a number from 0 to {_MAX_PORT}")
    return int(word)


async def _serve(options: argparse.Namespace) -> None:
    tokens = options.token or [_TOKEN]
    bot_id = tokens[0].partition(":")[0]
    world = World(now=lambda: datetime.now(UTC), bot_id=int(bot_id) if bot_id.isdecimal() else 1)
    small_town(world, language=options.language)
    stopped = asyncio.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        asyncio.get_running_loop().add_signal_handler(number, stopped.set)
    async with Server(world, tokens, host=options.host, port=options.port, strict=options.strict) as server:
        address = server.base_url.removesuffix("/bot")
        # Not the token, because this output may end in a log.
        sys.stdout.write(
            f"Bot API      {server.base_url}<token>/<method>\n"
            f"Page         {address}/\n"
            f"Control API  {address}/sim/\n"
            "Ctrl-C ends it.\n"
        )
        sys.stdout.flush()
        await stopped.wait()


if __name__ == "__main__":
    freeze_startup_objects()
    sys.exit(main())
