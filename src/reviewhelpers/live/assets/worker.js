// Python in a worker without network access: the page sends all files that it needs, and then the code to run.
const NOWHERE = "https://python.invalid/";

async function startPython(files) {
  const module = (name) => import(URL.createObjectURL(new Blob([files[name]], { type: "text/javascript" })));
  // Pyodide treats a worker with importScripts as one without module support.
  self.importScripts = undefined;
  // Pyodide fetches its files; they are served from memory.
  self.fetch = async (request) => {
    const name = String(request.url ?? request).slice(NOWHERE.length);
    if (!Object.hasOwn(files, name)) throw new TypeError("no network");
    const type = name.endsWith(".wasm") ? "application/wasm" : "application/octet-stream";
    return new Response(files[name], { headers: { "content-type": type } });
  };
  const [{ loadPyodide }, { default: createPyodideModule }] = await Promise.all(
    ["pyodide.mjs", "pyodide.asm.mjs"].map(module),
  );
  const python = await loadPyodide({ indexURL: NOWHERE, packageBaseUrl: NOWHERE, createPyodideModule });
  const errors = [];
  await python.loadPackage("reviewhelpers", { messageCallback: () => {}, errorCallback: (message) => errors.push(message) });
  if (errors.length) throw new Error(errors[0]);
  const session = python.pyimport("reviewhelpers.live.execution");
  for (const name of Object.keys(files)) delete files[name];
  return (id, code, own, width) => {
    const value = own
      ? session.run.callKwargs(id, code, python.toPy(own.bytes), own.name, { width })
      : session.run.callKwargs(id, code, { width });
    const result = value.toJs({ dict_converter: Object.fromEntries });
    value.destroy();
    return result;
  };
}

self.onmessage = async ({ data: { files }, ports: [port] }) => {
  self.onmessage = null;
  const starting = startPython(files);
  port.onmessage = async ({ data: { task, id, code, own, width } }) => {
    try {
      const run = await starting;
      port.postMessage({ task, result: run(id, code, own, width) });
    } catch (error) {
      // Errors that Python could not catch, such as exhausted memory.
      port.postMessage({ task, result: { error: String(error.message ?? error), line: null } });
    }
  };
  try {
    await starting;
    port.postMessage({ ready: true });
  } catch (error) {
    port.postMessage({ failed: String(error.message ?? error) });
  }
};
