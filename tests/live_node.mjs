// Runs lines in the browser's Python, under Node, and writes what each gives.
import { readFileSync, writeFileSync } from "node:fs";
import { pathToFileURL } from "node:url";

const [folder, todo, out, narrow] = process.argv.slice(2);
// These figures are drawn in their narrow form too.
const both = new Set(narrow.split(","));
const seconds = () => (performance.now() / 1000).toFixed(1);
// No network: what is not in the folder is missing.
globalThis.fetch = (address) => { throw new Error(`asked for ${address}`); };
const { loadPyodide } = await import(pathToFileURL(`${folder}/pyodide.mjs`));
const python = await loadPyodide({ indexURL: `${folder}/`, packageCacheDir: `${folder}/` });
const lost = [];
await python.loadPackage("reviewhelpers", { messageCallback: () => {}, errorCallback: (said) => lost.push(said) });
if (lost.length) throw new Error(lost[0]);
const session = python.pyimport("reviewhelpers.live.execution");
console.log(`started after ${seconds()} s`);
for (const [id, code] of Object.entries(JSON.parse(readFileSync(todo, "utf-8")))) {
  for (const width of both.has(id) ? ["page", "phone"] : ["page"]) {
    const made = session.run.callKwargs(id, code, { width });
    const result = made.toJs({ dict_converter: Object.fromEntries });
    made.destroy();
    writeFileSync(`${out}/${width === "phone" ? "phone-" : ""}${id}.json`, JSON.stringify(result));
  }
}
console.log(`all after ${seconds()} s`);
