"""A proxy that notes what a browser asks for, where its driver does not tell."""

from __future__ import annotations

import http.client
import http.server
import threading
from typing import Any
from urllib.parse import urlsplit

PASSED = ("Accept", "Accept-Encoding", "If-Modified-Since", "If-None-Match", "Range", "User-Agent")
"""What the server of a site needs of a request."""
OWN = ("connection", "transfer-encoding", "keep-alive", "server", "date")
"""What the proxy says for itself in an answer."""


class Proxy(http.server.ThreadingHTTPServer):
    """Hands requests for a site on, refuses all others, and notes what fails."""

    daemon_threads = True

    def __init__(self, base: str):
        super().__init__(("127.0.0.1", 0), Handler)
        self.base = base
        self.met: list[str] = []
        threading.Thread(target=self.serve_forever, daemon=True).start()

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Say nothing of a browser that hangs up."""

    def close(self) -> None:
        """Stop serving."""
        self.shutdown()
        self.server_close()


class Handler(http.server.BaseHTTPRequestHandler):
    """Answers one request."""

    server: Proxy

    def do_GET(self) -> None:
        """Hand it on, if it is for the site."""
        if not self.path.startswith(self.server.base):
            # The browser asks for an icon by itself, where a page names none.
            if not self.path.endswith("/favicon.ico"):
                self.server.met.append(f"request to another host: {self.path}")
            self.send_error(502)
            return
        parts = urlsplit(self.path)
        host = http.client.HTTPConnection(parts.netloc, timeout=60)
        try:
            headers = {name: self.headers[name] for name in PASSED if name in self.headers}
            host.request(self.command, parts._replace(scheme="", netloc="").geturl(), headers=headers)
            answer = host.getresponse()
            content = answer.read()
        except OSError as error:
            self.server.met.append(f"failed: {self.path}: {error}")
            self.send_error(502)
            return
        finally:
            host.close()
        if answer.status >= 400:
            self.server.met.append(f"{answer.status}: {self.path}")
        self.send_response(answer.status)
        for name, value in answer.getheaders():
            if name.lower() not in OWN:
                self.send_header(name, value)
        self.end_headers()
        self.wfile.write(content)

    do_HEAD = do_POST = do_GET  # noqa: N815

    def do_CONNECT(self) -> None:
        """Refuse: no site of ours is served by https here."""
        self.server.met.append(f"request to another host: https://{self.path}")
        self.send_error(502)

    def log_message(self, format: str, *args: Any) -> None:
        """Keep quiet."""
