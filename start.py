"""Start of the bot: reads what the operator has written, and runs `serve`.

Nothing of the command line is loaded. Exit codes: 0 success, 1 the database or Telegram failed, 2 invalid input.
"""

import gc
import logging

from bot.cli.output import print_error
from bot.runtime.unused_modules import leave_out_unused

_log = logging.getLogger("jogan")


def run(*, other_bot: bool = False) -> None:
    """Run the bot until it is stopped.

    Args:
        other_bot: whether it takes over the database of another bot.

    Raises:
        SystemExit: it cannot run, or failed, and the reason has been printed.
    """
    # Nothing that is imported is garbage; `bot.runtime.process.run` allows it again.
    gc.disable()
    leave_out_unused()
    from bot.cli.common import load_configuration, load_proxy, load_settings, load_token, run_command
    from bot.runtime.logging_setup import configure_logging
    from bot.runtime.process import import_without_collections, raise_file_limit
    from bot.settings import LogFormat
    from sources.korea.stations import load_catalogue

    settings = load_settings()
    token = load_token(settings)
    catalogue = load_catalogue()
    configuration = load_configuration(settings, catalogue)
    proxy = load_proxy(settings)
    secrets = token, *settings.secrets, proxy.login if proxy else ""
    configure_logging(*secrets, level=settings.log_level.number, form=settings.log)
    raise_file_limit()
    serve = import_without_collections("serve").serve
    # A collector of JSON would lose a plain line.
    report = _log_refusal if settings.log is LogFormat.JSON else print_error
    run_command(serve(settings, configuration, catalogue, token, proxy, is_other_bot=other_bot), report)


def _log_refusal(reason: str) -> None:
    _log.error("Jogan cannot run: %s", reason)
