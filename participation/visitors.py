"""Who comes without an account: how often each may do something, without knowing who it is.

A visitor is counted under a hash of the address, salted with a random word that is made anew for each window and kept
no longer than it: afterwards not even this server can tell whose hash it was. Nothing of it is written to the database
or to a log.
"""

import contextlib
import hmac
import ipaddress
import secrets
import time
from hashlib import sha256
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.messages.storage.cookie import CookieStorage
from django.core.cache import cache
from django.http import HttpRequest
from redis.exceptions import RedisError

HOME = 64  # bits of an IPv6 address that a household shares; the rest it chooses as it likes


def allow(kind: str, request: HttpRequest, limit: int, seconds: int) -> bool:
    """Count this visitor once more under `kind`; whether that is within the limit of so many in so many seconds.

    Where the cache is gone, everybody is allowed: callers have a limit of their own over all visitors.
    """
    try:
        key = _key(kind, request, seconds)
        cache.add(key, 0, seconds)
        return cache.incr(key) <= limit
    except (RedisError, ValueError):  # gone, or expired just now
        return True


def forgive(kind: str, request: HttpRequest, seconds: int) -> None:
    """Take back what `allow` has counted last: it came to nothing."""
    with contextlib.suppress(RedisError, ValueError):
        cache.decr(_key(kind, request, seconds))


def is_nobody(request: HttpRequest) -> bool:
    """A visitor without a session and without a message waiting: one like any other."""
    return not {settings.SESSION_COOKIE_NAME, CookieStorage.cookie_name} & request.COOKIES.keys()


def comes_from_here(request: HttpRequest) -> bool:
    """Whether a page of this site sends it, as far as the browser tells: no other site is to send things from the
    address of whoever looks at it."""
    site = request.headers.get("Sec-Fetch-Site", "same-origin")
    try:
        origin = urlsplit(request.headers.get("Origin", f"//{request.get_host()}")).netloc
    except ValueError:  # no address at all
        return False
    return site == "same-origin" and origin == request.get_host()


def _key(kind: str, request: HttpRequest, seconds: int) -> str:
    window = f"{kind}:{int(time.time()) // seconds}"
    salt = str(cache.get_or_set(f"participation:salt:{window}", lambda: secrets.token_hex(16), seconds))
    digest = hmac.digest(salt.encode(), _home(request).encode(), sha256).hex()
    return f"participation:visits:{window}:{digest}"


def _home(request: HttpRequest) -> str:
    """The address as far as it tells one visitor from another; a proxy's headers are anybody's to write."""
    said = request.META.get("REMOTE_ADDR", "")
    try:
        address = ipaddress.ip_address(said)
    except ValueError:
        return said
    if address.version == 6:
        return str(ipaddress.ip_network((address, HOME), strict=False))
    return said
