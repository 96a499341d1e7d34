// What lines give may be someone else's work: it is shown, and offered to download, only where nothing in it runs,
// loads, leads away, or would do so in the program that opens the file.
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
  // For Chromium would apply the policy of the page to the styles of a tree that is never shown, and log each.
  const STYLE = "not-style";
  // What matplotlib draws with. A link, a script, an animation and what holds a page of HTML are not among them.
  const DRAWN = new Set(
    ("svg title desc metadata defs g path use rect circle ellipse line polyline polygon text tspan image " +
      "clipPath mask pattern marker symbol linearGradient radialGradient stop filter feColorMatrix " +
      "feComponentTransfer feFuncR feFuncG feFuncB feFuncA feGaussianBlur feOffset feBlend feComposite feFlood").split(" "),
  ).add(STYLE);
  // The type that matplotlib names. Another could bring entities, or be fetched by the program that opens a file.
  const OF_SVG =
    /^<!DOCTYPE svg PUBLIC "-\/\/W3C\/\/DTD SVG 1\.1\/\/EN"\s+"http:\/\/www\.w3\.org\/Graphics\/SVG\/1\.1\/DTD\/svg11\.dtd">$/;
  const PIXELS = /^data:image\/(png|jpeg);base64,[A-Za-z0-9+/=\s]*$/;
  // A reference in CSS that is none to a part of the same picture. An escape could spell one in another way.
  const LEADS = /\\|url\((?!\s*["']?#)|\b(image|image-set|cross-fade|src|element|paint)\(/i;
  // As `_core/csv_injection.py` has it.
  const FORMULA = /^\s*(?:[\t\r]|[=＝](?!$)|[@＠]|[+\-＋－](?!\s?(?:\p{Nd}[\p{Nd}.,]*|\.\p{Nd}+)(?:[eE][+\-]?\p{Nd}+)?(?:\s\p{Nd}+)*(?:\s?[%‰°])?(?:\s+(?:\+\/-|[^\s+\-*\/^&<>=:;,(|!])[^(|!]*)?$|$))|[;\t\r\n](?=[\s"]*(?:[=＝@＠]|[+\-＋－](?!\s?(?:\p{Nd}[\p{Nd}.,]*|\.\p{Nd}+)(?:[eE][+\-]?\p{Nd}+)?(?:\s\p{Nd}+)*(?:\s?[%‰°])?(?:\s+(?:\+\/-|[^\s+\-*\/^&<>=:;,(|!])[^;|!]*)?(?:;|$)|\s*(?:;|$))))/su;
  // The line ends of a text of its own are no cell's: only what stands in quotes may hold one.
  const CELL = /("(?:[^"]|"")*"|[^",\r\n]*)(,|\r?\n|\r|$)/gy;
  // Spreadsheets take the first line for a setting, or the text for another format than CSV.
  const OTHER_FORMAT = /^\s*"?(?:[sS][eE][pP]=|ID)/;
  const UNSEEN = /(?![\t\r\n])[\p{C}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}]/u;

  const isText = (value) => typeof value === "string";
  const areTexts = (value) => Array.isArray(value) && value.every(isText);

  function ofAttribute(element, { localName, namespaceURI, value }) {
    if (RDF.includes(element.namespaceURI) || namespaceURI === XMLNS) return "";
    const found = `the attribute ${localName}`;
    if (localName === "href") {
      const inside = value.startsWith("#") || (element.localName === "image" && PIXELS.test(value));
      return inside ? "" : `${found}, which leads out of the picture`;
    }
    const known = namespaceURI === null || namespaceURI === XLINK || (namespaceURI === XML && localName !== "base");
    if (!known || /^on/i.test(localName)) return found;
    return LEADS.test(value) ? `${found}, which leads out of the picture` : "";
  }

  // What an SVG holds that a drawing has no need of; empty where it is inert.
  function ofPicture(text) {
    if (/<!ENTITY/i.test(text)) return "entities of its own";
    if ((text.match(/<!DOCTYPE[^>]*>?/gi) ?? []).some((type) => !OF_SVG.test(type))) return "a type of its own";
    const tree = new DOMParser().parseFromString(text.replaceAll("style", STYLE), "image/svg+xml");
    if (tree.documentElement.namespaceURI !== SVG || tree.querySelector("parsererror")) return "no SVG";
    const nodes = tree.createTreeWalker(tree, NodeFilter.SHOW_ELEMENT | NodeFilter.SHOW_PROCESSING_INSTRUCTION);
    while (nodes.nextNode()) {
      const node = nodes.currentNode;
      if (node.nodeType === Node.PROCESSING_INSTRUCTION_NODE) return `an instruction ${node.target}`;
      const drawn = node.namespaceURI === SVG ? DRAWN.has(node.localName) : RDF.includes(node.namespaceURI);
      if (!drawn) return `an element ${node.localName}`;
      if (node.localName === STYLE && /@/.test(node.textContent)) return "a style sheet that loads another";
      if (node.localName === STYLE && LEADS.test(node.textContent)) return "a style that leads out of the picture";
      for (const attribute of node.attributes) {
        const fault = ofAttribute(node, attribute);
        if (fault) return fault;
      }
    }
    return "";
  }

  // What a spreadsheet would run, or read otherwise than the page does; empty where there is none.
  function ofCsv(text) {
    if (UNSEEN.test(text)) return "values with a character that does not show";
    if (OTHER_FORMAT.test(text)) return "values that a spreadsheet would read as another format";
    let end = 0;
    for (const [whole, cell, ending] of text.matchAll(CELL)) {
      const said = cell.startsWith('"') ? cell.slice(1, -1).replaceAll('""', '"') : cell;
      if (FORMULA.test(said)) return `a cell that a spreadsheet would run: ${said.slice(0, 60)}`;
      end += whole.length;
      if (!ending) break;
    }
    return end === text.length ? "" : "values with a quotation mark inside a cell that is not quoted";
  }

  function faultOf(answer) {
    if (!isText(answer.csv)) return "no values";
    if ("svg" in answer) {
      if (!isText(answer.svg) || !isText(answer.alt)) return "no picture";
      if ("dark" in answer && !isText(answer.dark)) return "no picture";
      return ofPicture(answer.svg) || ofPicture(answer.dark ?? answer.svg) || ofCsv(answer.csv);
    }
    const isTable = areTexts(answer.header) && Array.isArray(answer.rows) && answer.rows.every(areTexts);
    return isTable ? ofCsv(answer.csv) : "no table";
  }

  // A result as it may be shown, or the error that says what was found in it.
  live.looked = function (answer) {
    if (typeof answer !== "object" || answer === null) return { error: "The lines gave no result", line: null };
    if ("error" in answer) {
      return { error: String(answer.error), line: Number.isSafeInteger(answer.line) ? answer.line : null };
    }
    const fault = faultOf(answer);
    return fault ? { error: `The result is not shown, for it holds ${fault}`, line: null } : answer;
  };
})();
