// Results may come from code of someone else: they are shown, and offered for download, only if nothing in them
// runs code, loads anything or links elsewhere, in the browser or in a program that opens the file.
(function () {
  "use strict";
  const SVG = "http://www.w3.org/2000/svg";
  const XLINK = "http://www.w3.org/1999/xlink";
  const XML = "http://www.w3.org/XML/1998/namespace";
  const XMLNS = "http://www.w3.org/2000/xmlns/";
  const RDF = [
    "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "http://purl.org/dc/elements/1.1/",
    "http://creativecommons.org/ns#",
  ];
  // Styles are renamed for parsing: Chromium would apply the policy of the page to them, and log each.
  const STYLE = "not-style";
  // Elements that matplotlib uses. Links, scripts, animations and foreignObject are not among them.
  const ELEMENTS = new Set(
    ("svg title desc metadata defs g path use rect circle ellipse line polyline polygon text tspan image " +
      "clipPath mask pattern marker symbol linearGradient radialGradient stop filter feColorMatrix " +
      "feComponentTransfer feFuncR feFuncG feFuncB feFuncA feGaussianBlur feOffset feBlend feComposite feFlood").split(" "),
  ).add(STYLE);
  // The document type that matplotlib writes. Another could define entities, or be fetched by a program that opens
  // the file.
  const SVG_DOCTYPE =
    /^<!DOCTYPE svg PUBLIC "-\/\/W3C\/\/DTD SVG 1\.1\/\/EN"\s+"http:\/\/www\.w3\.org\/Graphics\/SVG\/1\.1\/DTD\/svg11\.dtd">$/;
  const DATA_IMAGE = /^data:image\/(png|jpeg);base64,[A-Za-z0-9+/=\s]*$/;
  // A reference in CSS to something outside the picture. A backslash could hide one.
  const EXTERNAL = /\\|url\((?!\s*["']?#)|\b(image|image-set|cross-fade|src|element|paint)\(/i;
  // The same rule as in `_core/csv_injection.py`.
  const FORMULA = /^\s*(?:[\t\r]|[=＝](?!$)|[@＠]|[+\-＋－](?!\s?(?:\p{Nd}[\p{Nd}.,]*|\.\p{Nd}+)(?:[eE][+\-]?\p{Nd}+)?(?:\s\p{Nd}+)*(?:\s?[%‰°])?(?:\s+(?:\+\/-|[^\s+\-*\/^&<>=:;,(|!])[^(|!]*)?$|$))|[;\t\r\n](?=[\s"]*(?:[=＝@＠]|[+\-＋－](?!\s?(?:\p{Nd}[\p{Nd}.,]*|\.\p{Nd}+)(?:[eE][+\-]?\p{Nd}+)?(?:\s\p{Nd}+)*(?:\s?[%‰°])?(?:\s+(?:\+\/-|[^\s+\-*\/^&<>=:;,(|!])[^;|!]*)?(?:;|$)|\s*(?:;|$))))/su;
  // A cell contains line ends only in quotes.
  const CELL = /("(?:[^"]|"")*"|[^",\r\n]*)(,|\r?\n|\r|$)/gy;
  // Spreadsheets read such a first line as a setting, or the file as another format than CSV.
  const OTHER_FORMAT = /^\s*"?(?:[sS][eE][pP]=|ID)/;
  const INVISIBLE = /(?![\t\r\n])[\p{C}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}]/u;

  const isText = (value) => typeof value === "string";
  const areTexts = (value) => Array.isArray(value) && value.every(isText);

  function attributeFault(element, { localName, namespaceURI, value }) {
    if (RDF.includes(element.namespaceURI) || namespaceURI === XMLNS) return "";
    const found = `the attribute ${localName}`;
    if (localName === "href") {
      const inside = value.startsWith("#") || (element.localName === "image" && DATA_IMAGE.test(value));
      return inside ? "" : `${found}, which leads out of the picture`;
    }
    const known = namespaceURI === null || namespaceURI === XLINK || (namespaceURI === XML && localName !== "base");
    if (!known || /^on/i.test(localName)) return found;
    return EXTERNAL.test(value) ? `${found}, which leads out of the picture` : "";
  }

  // The first part of an SVG that a drawing does not need; empty if there is none.
  function pictureFault(text) {
    if (/\p{Cs}/u.test(text)) return "halves of characters";
    if (/<!ENTITY/i.test(text)) return "entities of its own";
    if ((text.match(/<!DOCTYPE[^>]*>?/gi) ?? []).some((type) => !SVG_DOCTYPE.test(type))) return "a type of its own";
    const tree = new DOMParser().parseFromString(text.replaceAll("style", STYLE), "image/svg+xml");
    if (tree.documentElement.namespaceURI !== SVG || tree.querySelector("parsererror")) return "no SVG";
    const nodes = tree.createTreeWalker(tree, NodeFilter.SHOW_ELEMENT | NodeFilter.SHOW_PROCESSING_INSTRUCTION);
    while (nodes.nextNode()) {
      const node = nodes.currentNode;
      if (node.nodeType === Node.PROCESSING_INSTRUCTION_NODE) return `an instruction ${node.target}`;
      const allowed = node.namespaceURI === SVG ? ELEMENTS.has(node.localName) : RDF.includes(node.namespaceURI);
      if (!allowed) return `an element ${node.localName}`;
      if (node.localName === STYLE && /@/.test(node.textContent)) return "a style sheet that loads another";
      if (node.localName === STYLE && EXTERNAL.test(node.textContent)) return "a style that leads out of the picture";
      for (const attribute of node.attributes) {
        const fault = attributeFault(node, attribute);
        if (fault) return fault;
      }
    }
    return "";
  }

  // The first part of a CSV file that a spreadsheet would run or misread; empty if there is none.
  function csvFault(text) {
    if (INVISIBLE.test(text)) return "values with a character that does not show";
    if (OTHER_FORMAT.test(text)) return "values that a spreadsheet would read as another format";
    let end = 0;
    for (const [match, cell, ending] of text.matchAll(CELL)) {
      const value = cell.startsWith('"') ? cell.slice(1, -1).replaceAll('""', '"') : cell;
      if (FORMULA.test(value)) return `a cell that a spreadsheet would run: ${value.slice(0, 60)}`;
      end += match.length;
      if (!ending) break;
    }
    return end === text.length ? "" : "values with a quotation mark inside a cell that is not quoted";
  }

  // What a page shows of one run at most. Python cuts long results before; longer ones are made to slow the page.
  const MOST = { outputs: 200, characters: 3_000_000, cells: 60_000 };
  // Characters that move others or move the cursor: they are named, so that a text reads as it is stored.
  const MOVING = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/g;

  function visible(text) {
    const named = (sign) => `[U+${sign.codePointAt(0).toString(16).toUpperCase().padStart(4, "0")}]`;
    return text.replace(/\r\n?/g, "\n").replace(MOVING, named);
  }

  const visibleRows = (rows) => rows.map((row) => row.map(visible));
  const areRows = (value) => Array.isArray(value) && value.every(areTexts);
  // Python's None comes as undefined.
  const isLine = (value) => (value ?? null) === null || (Number.isSafeInteger(value) && value > 0);
  const mayHave = (output, field) => !(field in output) || isText(output[field]);

  // What is wrong with an output of each kind (empty: nothing), and what of it is shown.
  const KINDS = {
    stream: {
      fault: ({ name, text }) => (["stdout", "stderr"].includes(name) && isText(text) ? "" : "no printed text"),
      take: ({ name, text }) => ({ name, text: visible(text) }),
    },
    value: {
      fault: ({ text }) => (isText(text) ? "" : "no text"),
      take: ({ text }) => ({ text: visible(text) }),
    },
    notice: {
      fault: ({ text }) => (isText(text) ? "" : "no text"),
      take: ({ text }) => ({ text: visible(text) }),
    },
    error: {
      fault: ({ text, line, traceback }) => (isText(text) && isLine(line) && isText(traceback) ? "" : "no error"),
      take: ({ text, line, traceback }) => ({ text: visible(text), line: line ?? null, traceback: visible(traceback) }),
    },
    table: {
      fault(output) {
        const { header, rows, heads, note } = output;
        const isTable =
          areRows(header) && areRows(rows) && Number.isSafeInteger(heads) && heads >= 0 && isText(note);
        if (!isTable || !mayHave(output, "csv")) return "no table";
        return csvFault(output.csv ?? "");
      },
      take: ({ header, rows, heads, note, csv }) => ({
        header: visibleRows(header), rows: visibleRows(rows), heads, note: visible(note), csv,
      }),
    },
    figure: {
      fault(output) {
        const { svg, alt, dark } = output;
        if (!isText(svg) || !isText(alt) || !mayHave(output, "dark")) return "no picture";
        // A figure that is none of the book's has no values.
        if (!mayHave(output, "csv")) return "no values";
        return pictureFault(svg) || pictureFault(dark ?? svg) || csvFault(output.csv ?? "");
      },
      take: ({ svg, alt, dark, csv }) => ({ svg, alt: visible(alt), dark, csv }),
    },
  };

  // How many characters and cells are shown as text; pictures and files are not counted.
  function size({ kind, text = "", traceback = "", header = [], rows = [] }) {
    if (kind !== "table") return { characters: text.length + traceback.length, cells: 0 };
    const cells = [...header, ...rows].flat();
    return { characters: cells.reduce((sum, cell) => sum + cell.length, 0), cells: cells.length };
  }

  function outputFault(output) {
    const kind = typeof output === "object" && output !== null && isText(output.kind) ? output.kind : "";
    return Object.hasOwn(KINDS, kind) ? KINDS[kind].fault(output) : "an output of no known kind";
  }

  function resultFault({ outputs }) {
    if (!Array.isArray(outputs)) return "no outputs";
    if (outputs.length > MOST.outputs) return "more than a page shows";
    const all = { characters: 0, cells: 0 };
    for (const output of outputs) {
      const fault = outputFault(output);
      if (fault) return fault;
      const { characters, cells } = size(output);
      all.characters += characters;
      all.cells += cells;
      if (all.characters > MOST.characters || all.cells > MOST.cells) return "more than a page shows";
    }
    return "";
  }

  // The outputs that may be shown, copied without anything that the page does not know; or the reason why none are.
  live.checkResult = function (answer) {
    if (typeof answer !== "object" || answer === null) return { refused: "The lines gave no result" };
    // Python itself has failed, for example for lack of memory.
    if ("error" in answer) return { refused: visible(String(answer.error)) };
    const fault = resultFault(answer);
    if (fault) return { refused: `The result is not shown, for it holds ${fault}` };
    const outputs = answer.outputs.map((output) => ({ kind: output.kind, ...KINDS[output.kind].take(output) }));
    return { outputs, ...(Number.isSafeInteger(answer.own) ? { own: answer.own } : {}) };
  };
})();
