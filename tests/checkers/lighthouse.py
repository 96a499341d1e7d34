"""Lighthouse on pages of the built site, as a phone would load them: ``make lighthouse``.

The site is served compressed, as hosts of static pages do. Each page is loaded several times, for other work
on the machine disturbs what is timed; the median of each score is told.
"""

from __future__ import annotations

import functools
import gzip
import http.server
import json
import os
import shutil
import statistics
import subprocess
import sys
import threading
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
LIGHTHOUSE = ROOT / "_build" / "checkers" / "node_modules" / ".bin" / "lighthouse"
RUNS = int(os.environ.get("RUNS", "3"))
SCORES = ("performance", "accessibility", "best-practices", "seo")
TIMES = {"largest-contentful-paint": "largest paint", "total-blocking-time": "blocked"}
PAGES = (
    "chapters/index.html",
    "chapters/co2rr/printed.html",
    "chapters/norr/mechanism.html",
    "chapters/diatomic/performance.html",
    "chapters/copper/printed.html",
    "chapters/across/audit.html",
    "chapters/across/explore.html",
    "chapters/use/gallery.html",
    "data/claims.html",
)
BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")


class Compressed(http.server.SimpleHTTPRequestHandler):
    """Serves a folder, texts compressed, and says nothing of it."""

    protocol_version = "HTTP/1.1"

    def log_message(self, format: str, *args: Any) -> None:
        """Keep quiet."""

    def do_GET(self) -> None:
        """Send a file."""
        path = Path(self.translate_path(self.path))
        if not path.is_file():
            self.send_error(404)
            return
        content, kind = path.read_bytes(), self.guess_type(path)
        self.send_response(200)
        if kind.startswith("text/") or kind == "image/svg+xml":
            content = gzip.compress(content)
            self.send_header("Content-Encoding", "gzip")
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(content)))
        self.send_header("Cache-Control", "max-age=600")
        self.end_headers()
        self.wfile.write(content)


def run(address: str, browser: str) -> dict[str, Any]:
    """One report of Lighthouse, with its settings for a phone."""
    flags = "--chrome-flags=--headless=new --no-sandbox --disable-gpu"
    command = [str(LIGHTHOUSE), address, "--quiet", "--output=json", "--disable-full-page-screenshot", flags]
    done = subprocess.run(
        command, env=os.environ | {"CHROME_PATH": browser}, capture_output=True, text=True, check=True
    )
    report: dict[str, Any] = json.loads(done.stdout)
    return report


def row(page: str, reports: list[dict[str, Any]]) -> str:
    """The line of the table for one page."""
    cells = [
        f"{100 * statistics.median(report['categories'][score]['score'] for report in reports):.0f}"
        for score in SCORES
    ]
    cells += [
        f"{statistics.median(report['audits'][time]['numericValue'] for report in reports) / 1000:.2f} s"
        for time in TIMES
    ]
    return f"| `{page}` | {' | '.join(cells)} |"


def main() -> int:
    """Print the table."""
    browser = next(filter(None, map(shutil.which, BROWSERS)), None)
    if browser is None:
        print("no Chromium is installed (Debian: apt install chromium)", file=sys.stderr)
        return 1
    handler = functools.partial(Compressed, directory=ROOT / "_build" / "html")
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        heads = ["page", *SCORES, *TIMES.values()]
        print(f"| {' | '.join(heads)} |\n|{'---|' * len(heads)}", flush=True)
        for page in " ".join(sys.argv[1:]).split() or PAGES:
            reports = [run(f"http://127.0.0.1:{server.server_port}/{page}", browser) for _ in range(RUNS)]
            print(row(page, reports), flush=True)
        version = subprocess.run([browser, "--version"], capture_output=True, text=True, check=True).stdout
        print(
            f"\nLighthouse {reports[0]['lighthouseVersion']}, {version.strip()}, median of {RUNS} runs each"
        )
        server.shutdown()
    return 0


if __name__ == "__main__":
    sys.exit(main())
