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

  function resultFault(answer) {
    // A figure that is none of the book's has no values.
    if (!isText(answer.csv) && ("csv" in answer || !("svg" in answer))) return "no values";
    if ("svg" in answer) {
      if (!isText(answer.svg) || !isText(answer.alt)) return "no picture";
      if ("dark" in answer && !isText(answer.dark)) return "no picture";
      return pictureFault(answer.svg) || pictureFault(answer.dark ?? answer.svg) || csvFault(answer.csv ?? "");
    }
    const isTable = areTexts(answer.header) && Array.isArray(answer.rows) && answer.rows.every(areTexts);
    return isTable ? csvFault(answer.csv) : "no table";
  }

  // The result if it may be shown, else an error that names the reason.
  live.checkResult = function (answer) {
    if (typeof answer !== "object" || answer === null) return { error: "The lines gave no result", line: null };
    if ("error" in answer) {
      return { error: String(answer.error), line: Number.isSafeInteger(answer.line) ? answer.line : null };
    }
    const fault = resultFault(answer);
    return fault ? { error: `The result is not shown, for it holds ${fault}`, line: null } : answer;
  };
})();
