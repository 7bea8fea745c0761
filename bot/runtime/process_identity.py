"""Identity of processes, by which another one can see whether they are gone."""

import os
import socket
from pathlib import Path

_ZOMBIE = "Z"
_PID_NAMESPACE = Path("/proc/self/ns/pid")


def identify(pid: int) -> str:
    """Return host, process id and start time of a process; the start time tells it from later ones with its id."""
    return f"{socket.gethostname()} {pid} {_start_time(pid)}"


def get_namespace() -> str:
    """Return which numbers of processes this one sees; containers on one machine may share its name, but not these."""
    try:
        return str(_PID_NAMESPACE.readlink())
    except OSError:
        return "?"


def is_gone(holder: str) -> bool:
    """Return whether a process has certainly ended; False if it ran on another machine."""
    host, pid, start, *_ = holder.split()
    if host != socket.gethostname():
        return False
    # In a container each process may have the same id; a holder with our own id is therefore an earlier one.
    return not _is_alive(int(pid)) or f"{host} {pid} {start}" != identify(int(pid)) or int(pid) == os.getpid()


def _is_alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    # The process exists but belongs to another user.
    except PermissionError:
        return True
    return True


def _start_time(pid: int) -> str:
    """Return a process's start time in clock ticks since boot (proc(5), `stat`), or ``?`` if it is unknown or ended."""
    try:
        # The command's name stands in parentheses and may contain spaces and parentheses itself.
        state, *fields = Path(f"/proc/{pid}/stat").read_text("utf-8").rpartition(")")[2].split()
    except (OSError, ValueError):
        return "?"
    # A zombie has ended but still answers to signal 0. The start time is field 22, and `fields` begins with field 4.
    return "?" if state == _ZOMBIE else fields[18]
