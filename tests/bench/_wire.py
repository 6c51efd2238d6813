"""What one file or page weighs over the wire: as a browser that takes Brotli gets it, with its headers."""

import http.client


def fetched(port: int, path: str, **headers: str) -> tuple[int, str]:
    """Return the bytes that were sent, headers included, and the text as it was before it was compressed."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
    connection.request("GET", path, headers={"Accept-Encoding": "br, gzip", **headers})
    answer = connection.getresponse()
    sent = len(answer.read())
    connection.request("GET", path, headers={"Accept-Encoding": "identity", **headers})
    plain = connection.getresponse().read()
    if answer.status != 200:
        raise SystemExit(f"{path} answers {answer.status}")
    return sent + sum(len(name) + len(value) + 4 for name, value in answer.getheaders()), plain.decode("utf-8", "replace")
