"""A connection that can be cut: the browser's own switch lets through, for a moment after a reload, what a page sends
behind a service worker."""

import contextlib
import socket
import threading
from collections.abc import Iterator
from urllib.parse import urlsplit


class Wire:
    """Leads from a port of its own to the server of an address."""

    def __init__(self, address: str) -> None:
        self.server = urlsplit(address)
        self.ends: list[socket.socket] = []
        self.listener = socket.create_server(("127.0.0.1", 0))
        self.own = self.listener.getsockname()
        self._lead()

    def address(self, address: str) -> str:
        """The same page, at this end."""
        host, port = self.own
        return address.replace(self.server.netloc, f"{host}:{port}", 1)

    def cut(self) -> None:
        """Nothing more goes through, and who calls is refused."""
        for end in (self.listener, *self.ends):
            with contextlib.suppress(OSError):
                end.shutdown(socket.SHUT_RDWR)
            end.close()
        self.ends.clear()

    def mend(self) -> None:
        self.listener = socket.create_server(self.own)
        self._lead()

    def _lead(self) -> None:
        threading.Thread(target=self._accept, args=[self.listener], daemon=True).start()

    def _accept(self, listener: socket.socket) -> None:
        with contextlib.suppress(OSError):
            while True:
                near, _who = listener.accept()
                far = socket.create_connection((self.server.hostname, self.server.port))
                self.ends += [near, far]
                for ends in ((near, far), (far, near)):
                    threading.Thread(target=_pass, args=ends, daemon=True).start()


def _pass(come: socket.socket, go: socket.socket) -> None:
    with contextlib.suppress(OSError):
        while said := come.recv(65536):
            go.sendall(said)
    for end in (come, go):
        with contextlib.suppress(OSError):
            end.shutdown(socket.SHUT_RDWR)


@contextlib.contextmanager
def wire(address: str) -> Iterator[Wire]:
    laid = Wire(address)
    try:
        yield laid
    finally:
        laid.cut()
