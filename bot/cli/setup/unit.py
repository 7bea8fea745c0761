"""Service file for systemd, from which `deploy/jogan.service` is made too."""

import os
import re
import shutil
import sys
from collections.abc import Sequence
from pathlib import Path

_HOMES = Path("/home"), Path("/root")
_TEMPLATE = """\
[Unit]
Description=Jogan, the morning's weather and headline on Telegram
Documentation=https://github.com/jogan-bot/jogan
Wants=network-online.target
After=network-online.target

[Service]
Type=exec
User={user}
# .env, jogan.toml and the database are here.
WorkingDirectory={directory}
ExecStart={program} run
# Reads jogan.toml again.
ExecReload=/bin/kill -HUP $MAINPID
Restart=on-failure
RestartSec=10
# 2 is an invalid setting, which no restart corrects.
RestartPreventExitStatus=2
# The bot ends within ten seconds.
TimeoutStopSec=20
LimitNOFILE=4096

# It reads its code, writes to its folder, and talks to the network: nothing else.
UMask=0077
ProtectSystem=strict
ProtectHome={home}
ReadWritePaths={writable}
PrivateTmp=yes
PrivateDevices=yes
PrivateIPC=yes
PrivateUsers=yes
RemoveIPC=yes
NoNewPrivileges=yes
CapabilityBoundingSet=
AmbientCapabilities=
LockPersonality=yes
MemoryDenyWriteExecute=yes
ProtectClock=yes
ProtectControlGroups=yes
ProtectHostname=yes
ProtectKernelLogs=yes
ProtectKernelModules=yes
ProtectKernelTunables=yes
# ProcSubset=pid would hide /proc/stat, which the metrics of the process need.
ProtectProc=invisible
RestrictAddressFamilies=AF_INET AF_INET6 AF_UNIX
RestrictNamespaces=yes
RestrictRealtime=yes
RestrictSUIDSGID=yes
SystemCallArchitectures=native
SystemCallFilter=@system-service
SystemCallFilter=~@privileged
SystemCallErrorNumber=EPERM

[Install]
WantedBy=multi-user.target
"""


def make_unit(user: str, folder: Path, program: Sequence[str], backups: Path | None = None) -> str:
    """Return the text of the service file.

    Args:
        user: the user as whom the bot runs.
        folder: the absolute path of the folder with its files.
        program: the command that starts `jogan`.
        backups: the absolute path of the folder of backups; None for none.
    """
    writable = [folder, *([backups] if backups and not backups.is_relative_to(folder) else [])]
    used = [*writable, Path(program[0])]
    # Under a home everything else stays readable only; elsewhere homes are hidden.
    in_home = any(path.is_relative_to(home) for path in used for home in _HOMES)
    return _TEMPLATE.format(
        user=user,
        directory=_escape(str(folder)),
        # systemd would put in variables.
        program=" ".join(_quote(word.replace("$", "$$")) for word in program),
        home="read-only" if in_home else "yes",
        writable=" ".join(_quote(str(path)) for path in writable),
    )


def find_program() -> list[str]:
    """Return the command that starts this `jogan`."""
    beside = shutil.which("jogan", path=os.path.dirname(sys.executable))  # noqa: PTH120 - `which` takes a text
    return [beside] if beside else [sys.executable, "-m", "main"]


def get_owner(folder: Path) -> str:
    """Return the user who owns a folder, or the user's number if the system knows no name."""
    try:
        return folder.owner()
    except KeyError:
        return str(folder.stat().st_uid)


def _escape(text: str) -> str:
    # systemd would expand %h and the like.
    return text.replace("%", "%%")


def _quote(word: str) -> str:
    """Quote a word as systemd reads it."""
    escaped = _escape(word)
    if re.fullmatch(r"[\w./:@%$+-]+", escaped):
        return escaped
    inner = escaped.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{inner}"'
