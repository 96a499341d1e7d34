// Sets items of CSL-JSON with citeproc-js: a list of entries for each style, as text. One object of JSON comes in,
// with the folder of the package, the locale, the styles by name and the items; one comes out.

import { createRequire } from "node:module";
import { readFileSync } from "node:fs";

const { folder, locale, styles, items } = JSON.parse(readFileSync(0, "utf8"));
const CSL = createRequire(import.meta.url)(folder);
const found = {};
for (const [name, style] of Object.entries(styles)) {
    // Each by itself: in a list, years get letters and names that repeat become dashes.
    found[name] = items.map((item) => {
        const engine = new CSL.Engine({ retrieveLocale: () => locale, retrieveItem: () => item }, style);
        engine.setOutputFormat("text");
        engine.updateItems([item.id]);
        return engine.makeBibliography()[1].join("").trim();
    });
}
process.stdout.write(JSON.stringify(found));
