// One Python for all editors of a page: its files, each by its SHA-256, and the frame that keeps it from all else.
(function () {
  "use strict";
  const BASE = new URL("./", document.currentScript.src);
  // The page says which list of files is the published one, and the list says it of each file.
  const LIST = { name: "files.json", sha256: document.currentScript.dataset.files };
  const CACHE = "defects-at-work-live";
  // Milliseconds for the frame to answer, once it is there.
  const PATIENCE = 20_000;

  async function sha256(bytes) {
    const sum = new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
    return [...sum].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  }

  // A browser may forbid storage; then each visit loads anew.
  async function storage() {
    try {
      return await caches.open(CACHE);
    } catch {
      return undefined;
    }
  }

  const keyOf = ({ name, sha256 }) => new URL(`${name}?sha256=${sha256}`, BASE).href;

  // The bytes of a file, kept or fetched, where they are those that were published.
  async function bytesOf(file, cache, tell) {
    const kept = await cache?.match(keyOf(file)).catch(() => undefined);
    if (kept) {
      const bytes = await kept.arrayBuffer();
      if ((await sha256(bytes)) === file.sha256) {
        tell({ kept: bytes.byteLength });
        return bytes;
      }
      await cache.delete(keyOf(file));
    }
    const answer = await fetch(new URL(file.name, BASE), { cache: "no-cache" });
    if (!answer.ok) throw new Error(`${file.name}: the host answers ${answer.status}`);
    const parts = [];
    const reader = answer.body.getReader();
    for (let read = await reader.read(); !read.done; read = await reader.read()) {
      parts.push(read.value);
      tell({ fetched: read.value.length });
    }
    const bytes = await new Blob(parts).arrayBuffer();
    if ((await sha256(bytes)) !== file.sha256) throw new Error(`${file.name}: not the file that was published`);
    // A full disk costs the next visit time, and this one nothing.
    await cache?.put(keyOf(file), new Response(bytes)).catch(() => {});
    return bytes;
  }

  // All files by name. Without a network they are those of the last visit.
  async function allBytes(tell) {
    if (!globalThis.crypto?.subtle) throw new Error("a browser checks files only on pages that come by https");
    const cache = await storage();
    const list = JSON.parse(new TextDecoder().decode(await bytesOf(LIST, cache, () => {})));
    const files = Object.entries(list).map(([name, file]) => ({ ...file, name }));
    const total = files.reduce((sum, file) => sum + file.size, 0);
    const keys = new Set([LIST, ...files].map(keyOf));
    for (const kept of (await cache?.keys()) ?? []) if (!keys.has(kept.url)) await cache.delete(kept);
    let loaded = 0;
    let fetched = 0;
    const count = ({ kept = 0, fetched: more = 0 }) => {
      loaded += kept + more;
      fetched += more;
      tell({ words: fetched ? "Loading Python and the packages" : "Starting from the cache", loaded, total, fetched });
    };
    const found = await Promise.all(files.map((file) => bytesOf(file, cache, count)));
    tell({ words: "Starting Python", loaded: total, total, fetched });
    return Object.fromEntries(files.map(({ name }, at) => [name, found[at]]));
  }

  // A frame without an origin: no storage, no cookie, no page of the site is its own.
  function apart() {
    const frame = document.createElement("iframe");
    frame.setAttribute("sandbox", "allow-scripts");
    frame.title = "Python";
    frame.hidden = true;
    frame.src = new URL("frame.html", BASE);
    return frame;
  }

  const python = {
    frame: null,
    port: null,
    ready: false,
    party: null, // Whose lines it ran.
    ended: new AbortController(),
    tasks: 0,
    held: [], // What is sent once Python is ready: a port that is on its way to the worker takes no messages.
    waiting: new Map(),
    watchers: new Set(),

    start() {
      if (this.frame) return;
      const frame = (this.frame = apart());
      const { signal } = (this.ended = new AbortController());
      const { port1, port2 } = new MessageChannel();
      const fail = (error) => signal.aborted || this.fail(String(error.message ?? error));
      port1.onmessage = ({ data }) => signal.aborted || this.hear(data);
      this.port = port1;
      const waiting = new Promise((resolve, reject) => {
        const told = ({ source, data }) => {
          if (source !== frame.contentWindow) return;
          if (data?.waiting) resolve();
          // Later it is lines that err, in a timer or a worker of theirs.
          else if (data?.failed && !this.ready) fail(data.failed);
        };
        addEventListener("message", told, { signal });
        const late = () => reject(new Error("the host or the browser refuses the frame that it runs in"));
        frame.addEventListener("load", () => setTimeout(late, PATIENCE));
      });
      document.body.append(frame);
      const tell = (progress) => signal.aborted || this.tell({ progress });
      Promise.all([allBytes(tell), waiting])
        .then(([files]) => {
          if (signal.aborted) return;
          frame.contentWindow.postMessage({ files }, "*", [port2, ...Object.values(files)]);
        })
        .catch(fail);
    },

    tell(news) {
      for (const watch of this.watchers) watch(news);
    },

    fail(why) {
      this.end();
      this.tell({ failed: why });
    },

    // Lines may have written what comes from the worker: a result is looked at before it is shown.
    hear(said) {
      if (said?.failed) this.fail(String(said.failed));
      else if (said?.ready === true) {
        this.ready = true;
        this.tell({ ready: true });
        for (const message of this.held.splice(0)) this.port.postMessage(message);
      } else if (this.waiting.has(said?.task)) {
        this.waiting.get(said.task)(said.result);
        this.waiting.delete(said.task);
      }
    },

    // What lines leave behind in Python ends before those of someone else run.
    run(party, id, code, own) {
      if (this.party !== null && this.party !== party) this.end();
      this.party = party;
      this.start();
      const task = ++this.tasks;
      return new Promise((resolve) => {
        this.waiting.set(task, resolve);
        const message = { task, id, code, own };
        if (this.ready) this.port.postMessage(message);
        else this.held.push(message);
      });
    },

    // The only way out of an endless loop: end the worker, with all that it holds.
    end() {
      this.ended.abort();
      this.port?.close();
      this.frame?.remove();
      this.frame = this.port = this.party = null;
      this.ready = false;
      this.held = [];
      for (const resolve of this.waiting.values()) resolve(null);
      this.waiting.clear();
    },
  };

  globalThis.live = { python, address: (name) => new URL(name, BASE).href };
})();
