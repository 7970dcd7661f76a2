"""Addresses of the web taken apart, however wrong they are.

Invariant: what is no address has no host and no path; nothing is raised.
"""

from __future__ import annotations

from urllib.parse import urlsplit


def host_of(address: str | None) -> str | None:
    """Return the server of an address, as sites are named."""
    try:
        host = urlsplit((address or "").strip()).hostname
    except ValueError:
        return None
    return host.removeprefix("www.") if host else None


def path_of(address: str | None) -> str:
    """Return the path of an address; an empty one where it has none."""
    try:
        return urlsplit(address or "").path
    except ValueError:
        return ""
