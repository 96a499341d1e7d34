"""A folder served on this machine."""

from __future__ import annotations

import contextlib
import functools
import http.server
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import support

BELOW = urlsplit(support.ADDRESS).path


class Handler(http.server.SimpleHTTPRequestHandler):
    """Serves below the path at which the book is published, and says nothing of it."""

    def translate_path(self, path: str) -> str:
        """The file at an address."""
        return super().translate_path("/" + path.removeprefix(BELOW).lstrip("/"))

    def log_message(self, format: str, *args: Any) -> None:
        """Keep quiet."""


class Server(http.server.ThreadingHTTPServer):
    """Says nothing of readers who hang up."""

    daemon_threads = True

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Keep quiet."""


@contextlib.contextmanager
def serve(folder: Path) -> Iterator[str]:
    """Serve a folder and give its address."""
    with Server(("127.0.0.1", 0), functools.partial(Handler, directory=folder)) as server:
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}{BELOW}".rstrip("/")
        server.shutdown()
        thread.join()
