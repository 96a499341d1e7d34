// Runs queries through the scripts of a built site, as a page does, and prints what each finds first, as JSON.
//
//   node search_ranking.mjs SITE [--quote] < queries.json
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import vm from "node:vm";

const [site, quote] = process.argv.slice(2);
const script = (path) => vm.runInThisContext(readFileSync(join(site, path), "utf8"), { filename: path });
globalThis.MiniSearch = createRequire(import.meta.url)(join(site, "_static", "minisearch.js"));
script("_static/search-words.js");
script("_static/search-engine.js");
let held;
globalThis.searchPlaces = (found) => { held = found; };
script("searchindex.js");
const book = globalThis.bookSearch.build(held);
book.index.addAll(book.places);
const queries = JSON.parse(readFileSync(0, "utf8"));
const told = ({ kind, address, title, number }) => ({ kind, address, title, number });
const quoted = (place, query) => (quote ? globalThis.bookSearch.quote(book, place, query).map(([text]) => text).join("") : "");
console.log(JSON.stringify(queries.map((query) => {
  const found = globalThis.bookSearch.search(book, query);
  return { query, found: found.slice(0, 10).map((place) => ({ ...told(place), quote: quoted(place, query) })) };
})));
