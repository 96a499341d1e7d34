"""Two local servers: one serves the live site and records its requests, one only records connections."""

from __future__ import annotations

import contextlib
import functools
import http.server
import socket
import threading
from collections.abc import Iterator
from pathlib import Path

from engines.serving import BELOW, Handler

ANSWER = (
    b"HTTP/1.1 200 OK\r\nContent-Type: text/javascript\r\nContent-Length: 0\r\n"
    b"Access-Control-Allow-Origin: *\r\nConnection: close\r\n\r\n"
)


class RecordingHandler(Handler):
    """Serves a folder and notes what it was asked for."""

    requests: list[str]

    def do_GET(self) -> None:  # noqa: N802
        """Record the path, then serve it."""
        self.requests.append(self.path)
        super().do_GET()

    def do_POST(self) -> None:  # noqa: N802
        """Record the path, and serve nothing."""
        self.requests.append(self.path)
        self.send_error(405)

    do_PUT = do_OPTIONS = do_POST  # noqa: N815


class Server(http.server.ThreadingHTTPServer):
    """The live site below the path of a project, as on a static host."""

    daemon_threads = True

    def __init__(self, folder: Path):
        self.requests: list[str] = []
        handler = type("Handler", (RecordingHandler,), {"requests": self.requests})
        super().__init__(("127.0.0.1", 0), functools.partial(handler, directory=folder))
        self.base = f"http://127.0.0.1:{self.server_port}{BELOW}".rstrip("/")

    def loaded(self) -> list[str]:
        """Names of the requested files of the runtime."""
        return [path.rpartition("/live/")[2] for path in self.requests if "/live/" in path]


@contextlib.contextmanager
def serving(folder: Path) -> Iterator[Server]:
    """Serve the live site."""
    with Server(folder) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield server
        server.shutdown()


class OtherOrigin:
    """Another origin, which records every connection."""

    def __init__(self, stream: socket.socket, datagrams: socket.socket):
        self.heard: list[str] = []
        self.port = stream.getsockname()[1]
        self.address = f"http://127.0.0.1:{self.port}"
        self._stream, self._datagrams = stream, datagrams
        for listen in (self._connections, self._packets):
            threading.Thread(target=listen, daemon=True).start()

    def _connections(self) -> None:
        with contextlib.suppress(OSError):
            while True:
                connection, _ = self._stream.accept()
                threading.Thread(target=self._answer, args=(connection,), daemon=True).start()

    def _answer(self, connection: socket.socket) -> None:
        with connection:
            connection.settimeout(5)
            asked = b""
            with contextlib.suppress(OSError):
                asked = connection.recv(2000)
                connection.sendall(ANSWER)
            self.heard.append(asked.partition(b"\r\n")[0].decode("latin-1") or "a connection")

    def _packets(self) -> None:
        with contextlib.suppress(OSError):
            while self._datagrams.recv(2000):
                self.heard.append("a datagram")


@contextlib.contextmanager
def other_origin() -> Iterator[OtherOrigin]:
    """Listen at another origin, by TCP and by UDP."""
    with (
        socket.create_server(("127.0.0.1", 0)) as stream,
        socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as datagrams,
    ):
        datagrams.bind(stream.getsockname())
        yield OtherOrigin(stream, datagrams)
        stream.shutdown(socket.SHUT_RDWR)
