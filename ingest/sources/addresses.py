"""Connections to public addresses only: a name is looked up once, checked, and connected to at the address that was checked."""

from __future__ import annotations

import asyncio
import socket
from collections.abc import Collection
from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network

import httpx

from ingest.errors import SourceError

_TRANSLATED = ip_network("64:ff9b::/96")  # an IPv4 address written into an IPv6 one by a network's translator


class CheckedTransport(httpx.AsyncBaseTransport):
    """httpx's transport behind a check of each address: redirects and names that change their address cannot get round it."""

    def __init__(self, *, private: Collection[str]) -> None:
        self._private = private
        self._inner = httpx.AsyncHTTPTransport()

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        """Send the request to the first of the host's addresses that answers; the certificate is still checked against the name."""
        host = request.url.host
        addresses = await _looked_up(host, request.url.port or {"http": 80, "https": 443}[request.url.scheme])
        if host not in self._private and (closed := next((a for a in addresses if not is_public(a)), None)):
            raise SourceError(f"{host} is at the private address {closed}, which is not fetched from; allow it with --allow-private {host}")
        for number, address in enumerate(addresses, start=1):
            try:
                return await self._inner.handle_async_request(_sent_to(address, request))
            except httpx.ConnectError:
                if number == len(addresses):
                    raise
        raise SourceError(f"{host} has no address; check the URL")

    async def aclose(self) -> None:
        """Close the connections."""
        await self._inner.aclose()


def is_public(address: str) -> bool:
    """True for an address on the public internet, however an IPv4 address is wrapped into it."""
    found: IPv4Address | IPv6Address = ip_address(address.partition("%")[0])
    if isinstance(found, IPv6Address):
        teredo = found.teredo[1] if found.teredo else None
        translated = IPv4Address(int(found) & 0xFFFFFFFF) if found in _TRANSLATED else None
        wrapped = found.ipv4_mapped or found.sixtofour or teredo or translated
        if wrapped:
            return is_public(str(wrapped))
    return found.is_global and not found.is_multicast


async def _looked_up(host: str, port: int) -> list[str]:
    try:
        found = await asyncio.get_running_loop().getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as error:
        raise SourceError(f"{host} could not be looked up: {getattr(error, 'strerror', None) or error}; check the URL") from error
    return list(dict.fromkeys(str(entry[4][0]) for entry in found))


def _sent_to(address: str, request: httpx.Request) -> httpx.Request:
    """The same request for this address; the name stays in the Host header and in what the certificate must say."""
    extensions = {**request.extensions, "sni_hostname": request.url.host}
    url = request.url.copy_with(host=address)
    return httpx.Request(request.method, url, headers=request.headers, stream=request.stream, extensions=extensions)
