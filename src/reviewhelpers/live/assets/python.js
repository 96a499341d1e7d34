// One Python for all editors of a page: loads its files, checked by SHA-256, and runs it in a sandboxed frame.
(function () {
  "use strict";
  const BASE = new URL("./", document.currentScript.src);
  // The page has the checksum of the list of files, and the list has those of the files.
  const LIST = { name: "files.json", sha256: document.currentScript.dataset.files };
  const CACHE = "defects-at-work-live";
  // Milliseconds in which the loaded frame must answer.
  const TIMEOUT = 20_000;

  async function sha256(bytes) {
    const sum = new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
    return [...sum].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  }

  // A browser may forbid storage; then each visit downloads the files again.
  async function openCache() {
    try {
      return await caches.open(CACHE);
    } catch {
      return undefined;
    }
  }

  const cacheKey = ({ name, sha256 }) => new URL(`${name}?sha256=${sha256}`, BASE).href;

  // The content of a file, cached or fetched, if its checksum is the published one.
  async function loadFile(file, cache, report) {
    const cached = await cache?.match(cacheKey(file)).catch(() => undefined);
    if (cached) {
      const bytes = await cached.arrayBuffer();
      if ((await sha256(bytes)) === file.sha256) {
        report({ cached: bytes.byteLength });
        return bytes;
      }
      await cache.delete(cacheKey(file));
    }
    const response = await fetch(new URL(file.name, BASE), { cache: "no-cache" });
    if (!response.ok) throw new Error(`${file.name}: the host answers ${response.status}`);
    const parts = [];
    const reader = response.body.getReader();
    for (let read = await reader.read(); !read.done; read = await reader.read()) {
      parts.push(read.value);
      report({ fetched: read.value.length });
    }
    const bytes = await new Blob(parts).arrayBuffer();
    if ((await sha256(bytes)) !== file.sha256) throw new Error(`${file.name}: not the file that was published`);
    // If the disk is full, only the next visit is slower.
    await cache?.put(cacheKey(file), new Response(bytes)).catch(() => {});
    return bytes;
  }

  // All files by name. Offline they come from the cache of the last visit.
  async function loadFiles(report) {
    if (!globalThis.crypto?.subtle) throw new Error("a browser checks files only on pages that come by https");
    const cache = await openCache();
    const list = JSON.parse(new TextDecoder().decode(await loadFile(LIST, cache, () => {})));
    const files = Object.entries(list).map(([name, file]) => ({ ...file, name }));
    const total = files.reduce((sum, file) => sum + file.size, 0);
    const keys = new Set([LIST, ...files].map(cacheKey));
    for (const stored of (await cache?.keys()) ?? []) if (!keys.has(stored.url)) await cache.delete(stored);
    let loaded = 0;
    let fetched = 0;
    const count = ({ cached = 0, fetched: more = 0 }) => {
      loaded += cached + more;
      fetched += more;
      report({ words: fetched ? "Loading Python and the packages" : "Starting from the cache", loaded, total, fetched });
    };
    const contents = await Promise.all(files.map((file) => loadFile(file, cache, count)));
    report({ words: "Starting Python", loaded: total, total, fetched });
    return Object.fromEntries(files.map(({ name }, at) => [name, contents[at]]));
  }

  // A frame with an opaque origin: it has no access to storage, cookies or pages of the site.
  function sandbox() {
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
    author: null, // Whose code it has run.
    ended: new AbortController(),
    tasks: 0,
    queue: [], // Messages sent once Python is ready: a port in transfer to the worker accepts none.
    waiting: new Map(),
    listeners: new Set(),

    start() {
      if (this.frame) return;
      const frame = (this.frame = sandbox());
      const { signal } = (this.ended = new AbortController());
      const { port1, port2 } = new MessageChannel();
      const fail = (error) => signal.aborted || this.fail(String(error.message ?? error));
      port1.onmessage = ({ data }) => signal.aborted || this.receive(data);
      this.port = port1;
      const waiting = new Promise((resolve, reject) => {
        const receive = ({ source, data }) => {
          if (source !== frame.contentWindow) return;
          if (data?.waiting) resolve();
          // Later errors come from timers or workers of the code that runs.
          else if (data?.failed && !this.ready) fail(data.failed);
        };
        addEventListener("message", receive, { signal });
        const late = () => reject(new Error("the host or the browser refuses the frame that it runs in"));
        frame.addEventListener("load", () => setTimeout(late, TIMEOUT));
      });
      document.body.append(frame);
      const report = (progress) => signal.aborted || this.notify({ progress });
      Promise.all([loadFiles(report), waiting])
        .then(([files]) => {
          if (signal.aborted) return;
          frame.contentWindow.postMessage({ files }, "*", [port2, ...Object.values(files)]);
        })
        .catch(fail);
    },

    notify(event) {
      for (const listener of this.listeners) listener(event);
    },

    fail(reason) {
      this.end();
      this.notify({ failed: reason });
    },

    // The code that runs may forge messages of the worker: results are checked before they are shown.
    receive(message) {
      if (message?.failed) this.fail(String(message.failed));
      else if (message?.ready === true) {
        this.ready = true;
        this.notify({ ready: true });
        for (const queued of this.queue.splice(0)) this.port.postMessage(queued);
      } else if (this.waiting.has(message?.task)) {
        this.waiting.get(message.task)(message.result);
        this.waiting.delete(message.task);
      }
    },

    // Python is restarted before code of another author runs, so that nothing of the earlier code is left.
    run(author, id, code, own, width = "page") {
      if (this.author !== null && this.author !== author) this.end();
      this.author = author;
      this.start();
      const task = ++this.tasks;
      return new Promise((resolve) => {
        this.waiting.set(task, resolve);
        const message = { task, id, code, own, width };
        if (this.ready) this.port.postMessage(message);
        else this.queue.push(message);
      });
    },

    // Ends the worker with all its state: nothing else stops an endless loop.
    end() {
      this.ended.abort();
      this.port?.close();
      this.frame?.remove();
      this.frame = this.port = this.author = null;
      this.ready = false;
      this.queue = [];
      for (const resolve of this.waiting.values()) resolve(null);
      this.waiting.clear();
    },
  };

  globalThis.live = { python, address: (name) => new URL(name, BASE).href };
})();
