"""Entry point of the program.

`jogan run` loads nothing of the command line, which would stay in memory as long as the bot runs; every other use is
one of `commands`.
"""

import sys


def main() -> None:
    """Run the bot, or the command that is given."""
    match sys.argv[1:]:
        case ["run"]:
            _run()
        case ["run", "--other-bot"]:
            _run(other_bot=True)
        case _:
            from commands import app  # noqa: PLC0415 - 8 MB and 0.1 s, which `run` saves

            app()


def _run(*, other_bot: bool = False) -> None:
    from start import run  # noqa: PLC0415 - `jogan --help` needs nothing of it

    try:
        run(other_bot=other_bot)
    except KeyboardInterrupt:
        # 128 + SIGINT, as shells report it.
        raise SystemExit(130) from None


if __name__ == "__main__":
    main()
