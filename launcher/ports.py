"""A door for the web server: a listening socket on the loopback address, and on no other."""

import socket

from launcher.console import Stop, say

FIRST, LAST = 8000, 8099


def listen(port: int | None) -> socket.socket:
    """The port asked for, or the first free one. Handed on open, so nobody can take it in between."""
    if port is not None:
        if door := _open(port):
            return door
        raise Stop(f"端口 {port} 已被占用或不能使用", "that port is taken or cannot be used")
    for number in range(FIRST, LAST + 1):
        if door := _open(number):
            if number != FIRST:
                say(f"端口 {FIRST} 已被占用，改用 {number}", "taken, so the next free one is used")
            return door
    raise Stop(f"端口 {FIRST}–{LAST} 都已被占用", "all of these ports are taken")


def _open(port: int) -> socket.socket | None:
    door = socket.socket()
    # As the web server would: a port whose last connections are still fading away is free.
    door.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        door.bind(("127.0.0.1", port))
        door.listen()
    except (OSError, OverflowError):
        door.close()
        return None
    return door
