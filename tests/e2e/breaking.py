"""A site that dies at the worst moment: the answer to one post is swallowed after the server has saved it, and the server is killed."""

import os
import signal
import socket
import threading
from pathlib import Path

LARGEST = 1 << 20


class Between:
    """Stands between the browser and the site, so that the site can die and come back at the same address.

    Attributes:
        port: where the browser finds the site.
        swallow: how many posts are answered before one is swallowed; None while all are answered.
        swallowed: set once that has happened; the site is then gone.
    """

    def __init__(self, site_port: int, site_pid: int) -> None:
        self.site = (site_port, site_pid)
        self.swallow: int | None = None
        self.swallowed = threading.Event()
        self._door = socket.create_server(("127.0.0.1", 0))
        self.port = int(self._door.getsockname()[1])
        threading.Thread(target=self._open, daemon=True).start()

    def close(self) -> None:
        """Let nobody in any more."""
        self._door.close()

    def _open(self) -> None:
        while True:
            try:
                browser, _ = self._door.accept()
            except OSError:
                return
            threading.Thread(target=self._serve, args=(browser,), daemon=True).start()

    def _serve(self, browser: socket.socket) -> None:
        """Pass one request on, and its answer back; one request a connection."""
        with browser:
            try:
                request = _whole(browser)
                with socket.create_connection(("127.0.0.1", self.site[0]), timeout=10) as site:
                    site.sendall(_without_keep_alive(request))
                    answer = b"".join(iter(lambda: site.recv(65536), b""))
            except OSError:
                return
            if request.startswith(b"POST") and self._is_to_swallow():
                kill(self.site[1])
                self.swallowed.set()
                return
            browser.sendall(answer)

    def _is_to_swallow(self) -> bool:
        if self.swallow is None:
            return False
        self.swallow -= 1
        return self.swallow < 0


def kill(pid: int) -> None:
    """End a site at once, its children first: no process gets to finish anything."""
    for child in _family(pid)[::-1]:
        os.kill(child, signal.SIGKILL)


def _family(pid: int) -> list[int]:
    children = [int(child) for child in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]
    return [pid, *(process for child in children for process in _family(child))]


def _whole(browser: socket.socket) -> bytes:
    """Read one request to its end."""
    request = b""
    while b"\r\n\r\n" not in request:
        part = browser.recv(65536)
        if not part:
            raise OSError
        request += part
    head, _, body = request.partition(b"\r\n\r\n")
    length = next((int(line.split(b":")[1]) for line in head.split(b"\r\n") if line.lower().startswith(b"content-length:")), 0)
    while len(body) < min(length, LARGEST):
        body += browser.recv(65536)
    return head + b"\r\n\r\n" + body


def _without_keep_alive(request: bytes) -> bytes:
    return b"\r\n".join(b"Connection: close" if line.lower().startswith(b"connection:") else line for line in request.split(b"\r\n"))
