"""What a server in front of the site may say about a request: where it came from, and whether it came over TLS.

A header is a claim. It counts only when the request comes from a server that ``STEPWELL_TRUSTED_PROXY`` names; from anybody else
such headers are taken away before anything reads them. So every later reader of ``REMOTE_ADDR`` has the address of whoever asks:
the limits, the lock of a sign-in, the count of requests for a visit.
"""

from collections.abc import Callable, Sequence
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address, ip_network

from django.conf import settings
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from msgspec import Struct

from stepwell.server.values import UNIX_SOCKET

Respond = Callable[[HttpRequest], HttpResponseBase]

FROM = "HTTP_X_FORWARDED_FOR"
SCHEME = "HTTP_X_FORWARDED_PROTO"
NEVER = ("HTTP_FORWARDED", "HTTP_X_FORWARDED_HOST", "HTTP_X_FORWARDED_PORT", "HTTP_X_REAL_IP", "HTTP_CLIENT_IP", "HTTP_X_FORWARDED_SSL")
"""Headers of the same kind that nothing here reads, and no library should begin to."""


class Trusted(Struct, frozen=True):
    """Which servers stand in front of the site.

    Attributes:
        networks: their addresses.
        by_socket: whether requests without an address, which come through a unix socket, are from one of them.
    """

    networks: tuple[IPv4Network | IPv6Network, ...]
    by_socket: bool

    def holds(self, written: str) -> bool:
        """Whether an address, as a request brings it, is that of a named server."""
        if not written:
            return self.by_socket
        address = _address(written)
        return address is not None and any(address.version == network.version and address in network for network in self.networks)


def trusted(named: Sequence[str]) -> Trusted:
    """Return the servers that the setting names."""
    return Trusted(tuple(ip_network(name) for name in named if name != UNIX_SOCKET), UNIX_SOCKET in named)


def named_servers_only(respond: Respond) -> Respond:
    """Take what a named server says of a request, and nothing of that kind from anybody else."""
    in_front = trusted(settings.ENVIRONMENT.trusted_proxy)

    def answered(request: HttpRequest) -> HttpResponseBase:
        meta = request.META
        said = meta.pop(FROM, "")
        if in_front.holds(meta.get("REMOTE_ADDR", "")):
            meta["REMOTE_ADDR"] = _asked_from(said, in_front) or meta.get("REMOTE_ADDR", "")
        else:
            meta.pop(SCHEME, None)
        for name in NEVER:
            meta.pop(name, None)
        return respond(request)

    return answered


def _asked_from(said: str, in_front: Trusted) -> str:
    """Return the last address in the list that is no named server's: what stands before it was written by whoever asks.

    "" where there is none, or where the one that counts is no address.
    """
    for written in reversed([part.strip() for part in said.split(",")]):
        if not written or not in_front.holds(written):
            address = _address(written)
            return str(address) if address is not None else ""
    return ""


def _address(written: str) -> IPv4Address | IPv6Address | None:
    """Return an address without the port that some servers write; an IPv4 address inside IPv6 as what it is. None for anything else."""
    bare = written.partition("]")[0].removeprefix("[") if written.startswith("[") else written
    if bare.count(":") == 1:
        bare = bare.partition(":")[0]
    try:
        address = ip_address(bare)
    except ValueError:
        return None
    return getattr(address, "ipv4_mapped", None) or address
