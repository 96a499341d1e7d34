// Python in a worker of its own: fetches the runtime once, keeps it for later visits, runs a reader's lines.
const BASE = new URL("./", import.meta.url);
const CACHE = "defects-at-work-live";

// What the site has, with sizes and sums. Without a network it is what it had at the last visit.
async function listed(cache) {
  const address = new URL("files.json", BASE);
  try {
    const answer = await network(address, { cache: "no-cache" });
    if (!answer.ok) throw new Error(`${address}: ${answer.status}`);
    await cache?.put(address, answer.clone());
    return answer.json();
  } catch (error) {
    const kept = await cache?.match(address);
    if (kept) return kept.json();
    throw error;
  }
}

const network = self.fetch.bind(self);

// A browser may forbid storage; then each visit loads anew.
async function storage() {
  try {
    return await caches.open(CACHE);
  } catch {
    return undefined;
  }
}

async function start() {
  const cache = await storage();
  const files = await listed(cache);
  const total = Object.values(files).reduce((sum, file) => sum + file.size, 0);
  let loaded = 0;
  let fetched = 0;
  const tell = (words) => postMessage({ progress: { words, loaded, total, fetched } });
  const keyOf = (name) => new URL(`${name}?sha256=${files[name].sha256}`, BASE).href;

  const keys = new Set([new URL("files.json", BASE).href, ...Object.keys(files).map(keyOf)]);
  for (const kept of (await cache?.keys()) ?? []) if (!keys.has(kept.url)) await cache.delete(kept);

  async function one(name) {
    const kept = await cache?.match(keyOf(name));
    if (kept) {
      loaded += files[name].size;
      tell("Starting from the cache");
      return kept;
    }
    const answer = await network(new URL(name, BASE), { cache: "no-cache" });
    if (!answer.ok) throw new Error(`${name}: the host answers ${answer.status}`);
    const parts = [];
    for await (const part of chunks(answer.body)) {
      parts.push(part);
      loaded += part.length;
      fetched += part.length;
      tell("Loading Python and the packages");
    }
    const type = name.endsWith(".wasm") ? "application/wasm" : "application/octet-stream";
    const whole = await new Blob(parts).arrayBuffer();
    if ((await sha256(whole)) !== files[name].sha256) throw new Error(`${name}: not the file that was published`);
    const made = new Response(whole, { headers: { "content-type": type } });
    // A full disk costs the next visit time, and this one nothing.
    await cache?.put(keyOf(name), made.clone()).catch(() => {});
    return made;
  }

  // All at once; Pyodide then asks for one after the other.
  const coming = Object.fromEntries(Object.keys(files).map((name) => [name, one(name)]));
  for (const each of Object.values(coming)) each.catch(() => {});
  self.fetch = (asked, options) => {
    const address = new URL(asked.url ?? asked, BASE);
    const name = address.href.startsWith(BASE.href) ? address.href.slice(BASE.href.length) : "";
    return name in coming ? coming[name].then((answer) => answer.clone()) : network(asked, options);
  };

  const { loadPyodide } = await import("./pyodide.mjs");
  const python = await loadPyodide({ indexURL: BASE.href, packageBaseUrl: BASE.href });
  await Promise.all(Object.values(coming));
  tell("Unpacking the packages");
  const lost = [];
  await python.loadPackage("reviewhelpers", {
    messageCallback: () => {},
    errorCallback: (said) => lost.push(said),
  });
  if (lost.length) throw new Error(lost[0]);
  tell("Starting Python");
  const session = python.pyimport("reviewhelpers.live.session");
  // What a reader's rows hold stays here, also where lines came with someone else's link.
  self.fetch = () => Promise.reject(new Error("no network"));
  for (const way of ["XMLHttpRequest", "WebSocket", "EventSource", "WebTransport"]) delete self[way];
  return (id, code, own) => {
    const made = own ? session.run(id, code, python.toPy(own.bytes), own.name) : session.run(id, code);
    const result = made.toJs({ dict_converter: Object.fromEntries });
    made.destroy();
    return result;
  };
}

async function* chunks(stream) {
  const reader = stream.getReader();
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return;
    yield value;
  }
}

async function sha256(bytes) {
  const sum = new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
  return [...sum].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}

const started = start();
started.then(
  () => postMessage({ ready: true }),
  (error) => postMessage({ failed: String(error.message ?? error) }),
);

self.onmessage = async ({ data }) => {
  const { task, id, code, own } = data;
  try {
    const run = await started;
    postMessage({ task, result: run(id, code, own) });
  } catch (error) {
    // What Python itself could not catch, such as memory that ran out.
    postMessage({ task, result: { error: String(error.message ?? error), line: null } });
  }
};
