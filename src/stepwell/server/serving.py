"""The processes of the running site: one that watches, one that serves pages, one that does background work."""

import ctypes
import gc
import os
import signal
import socket
import sys
import time
from collections.abc import Callable
from contextlib import suppress
from types import FrameType
from typing import NoReturn

from django.conf import settings
from django.db import connections

from stepwell.server import startup, work
from stepwell.server.site import Site

STOP_S = 15
"""How long the processes get to finish what they are doing."""

_PR_SET_PDEATHSIG = 1


def serve() -> int:
    """Serve until told to stop; return the exit status.

    Raises:
        startup.StartError: the port is taken, or something cannot be made ready.
    """
    listener = _listening(settings.ENVIRONMENT.bind, settings.ENVIRONMENT.port)
    startup.make_ready()
    connections.close_all()
    # What is loaded so far is shared by all processes: keep the collector from touching, and so copying, it.
    gc.collect()
    gc.freeze()
    children = {
        _forked(lambda: Site(listener).run()): "The process that serves the pages",
        _forked(work.do_forever): "The process that does background work",
    }
    listener.close()
    return _watch(children)


def _listening(address: str, port: int) -> socket.socket:
    """Return a bound socket. It is taken before anything slow, so that a second start fails at once."""
    host = "127.0.0.1" if address == "localhost" else address
    listener = socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind((host, port))
    except OSError as error:
        listener.close()
        raise startup.StartError(f"Port {port} cannot be used ({error.strerror}). Choose another one: PORT={port + 1} ./run") from None
    return listener


def _forked(run: Callable[[], object]) -> int:
    """Run in a process of its own, which ends when this one does; return its id."""
    watcher = os.getpid()
    child = os.fork()
    if child:
        return child
    status = 1
    try:
        os.setsid()  # Ctrl-C reaches only the watcher, which then tells the others once.
        _end_with(watcher)
        run()
        status = 0
    except SystemExit as end:
        status = end.code if isinstance(end.code, int) else int(end.code is not None)
    except BaseException as error:  # noqa: BLE001 (the boundary of a process)
        print(f"{type(error).__name__} ended a process of Stepwell", file=sys.stderr)
    finally:
        sys.stdout.flush()
        os._exit(status)


def _end_with(watcher: int) -> None:
    """Ask Linux to end this process when the watcher is killed; elsewhere the watcher's own stop must do."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGTERM)
        if os.getppid() != watcher:
            os._exit(1)


def _watch(children: dict[int, str]) -> int:
    """Wait until a stop is asked for, or a process ends by itself; then end all of them."""
    told = _Told()
    for number in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
        signal.signal(number, told.stop)
    ended, status = _next_end(told)
    if not told.to_stop:
        print(f"{children[ended]} ended by itself (status {status}). Stepwell stops.", file=sys.stderr, flush=True)
    _end_all([child for child in children if child != ended])
    return 0 if told.to_stop else 1


class _Told:
    """Whether the watcher was told to stop."""

    def __init__(self) -> None:
        self.to_stop = False

    def stop(self, number: int, frame: FrameType | None) -> None:
        self.to_stop = True
        raise InterruptedError


def _next_end(told: _Told) -> tuple[int, int]:
    """Return the process that ended and how; (0, 0) when a stop was asked for first."""
    try:
        child, status = os.wait()
    except InterruptedError:
        return 0, 0
    return child, os.waitstatus_to_exitcode(status)


def _end_all(children: list[int]) -> None:
    for number in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
        signal.signal(number, signal.SIG_IGN)
    for child in children:
        _signal(child, signal.SIGTERM)
    until = time.monotonic() + STOP_S
    left = set(children)
    while left and time.monotonic() < until:
        left = {child for child in left if not _is_over(child)}
        time.sleep(0.02)
    for child in left:
        _signal(child, signal.SIGKILL)


def _is_over(child: int) -> bool:
    try:
        return os.waitpid(child, os.WNOHANG)[0] == child
    except ChildProcessError:
        return True


def _signal(child: int, number: signal.Signals) -> None:
    with suppress(ProcessLookupError):
        os.kill(child, number)


def fail(message: str) -> NoReturn:
    """End with one line."""
    sys.exit(f"Stepwell cannot start: {message}")
