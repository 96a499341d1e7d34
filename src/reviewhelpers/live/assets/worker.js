// Python in a worker that reaches no host: the page brings every byte that it needs, and then a reader's lines.
const NOWHERE = "https://python.invalid/";

async function started(files) {
  const module = (name) => import(URL.createObjectURL(new Blob([files[name]], { type: "text/javascript" })));
  // Pyodide takes a worker with this for one that has no modules.
  self.importScripts = undefined;
  // It asks for its files as for those of a host.
  self.fetch = async (asked) => {
    const name = String(asked.url ?? asked).slice(NOWHERE.length);
    if (!Object.hasOwn(files, name)) throw new TypeError("no network");
    const type = name.endsWith(".wasm") ? "application/wasm" : "application/octet-stream";
    return new Response(files[name], { headers: { "content-type": type } });
  };
  const [{ loadPyodide }, { default: createPyodideModule }] = await Promise.all(
    ["pyodide.mjs", "pyodide.asm.mjs"].map(module),
  );
  const python = await loadPyodide({ indexURL: NOWHERE, packageBaseUrl: NOWHERE, createPyodideModule });
  const lost = [];
  await python.loadPackage("reviewhelpers", { messageCallback: () => {}, errorCallback: (said) => lost.push(said) });
  if (lost.length) throw new Error(lost[0]);
  const session = python.pyimport("reviewhelpers.live.execution");
  for (const name of Object.keys(files)) delete files[name];
  return (id, code, own) => {
    const made = own ? session.run(id, code, python.toPy(own.bytes), own.name) : session.run(id, code);
    const result = made.toJs({ dict_converter: Object.fromEntries });
    made.destroy();
    return result;
  };
}

self.onmessage = async ({ data: { files }, ports: [port] }) => {
  self.onmessage = null;
  const coming = started(files);
  port.onmessage = async ({ data: { task, id, code, own } }) => {
    try {
      const run = await coming;
      port.postMessage({ task, result: run(id, code, own) });
    } catch (error) {
      // What Python itself could not catch, such as memory that ran out.
      port.postMessage({ task, result: { error: String(error.message ?? error), line: null } });
    }
  };
  try {
    await coming;
    port.postMessage({ ready: true });
  } catch (error) {
    port.postMessage({ failed: String(error.message ?? error) });
  }
};
