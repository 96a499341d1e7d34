// Searches sections, figures, tables and works. The index is a script that calls `searchPlaces`, since a page from
// a folder may load scripts and may fetch nothing.
(function () {
  "use strict";
  const SHOWN = 60;
  const field = document.getElementById("find");
  const list = document.getElementById("search-results");
  const status = document.getElementById("search-status");
  const root = document.documentElement.dataset.content_root;
  let places = [];

  // Formulas are printed with small figures and true minus signs, and typed without: CO₂ as CO2, Co–Mn as Co-Mn.
  function plain(text) {
    return text.normalize("NFKD").replace(/\p{M}/gu, "").replace(/[\u2010-\u2015\u2212]/g, "-").toLowerCase();
  }

  // The stem finds "vacancy" for "vacancies"; a stem too short would find anything.
  function stem(word) {
    const short = word.replace(/(ies|y)$/, "").replace(/s$/, "");
    return short.length > 3 ? short : word;
  }

  // Where a word begins in a text; a hit inside another word, such as "oxide" in "dioxide", does not count.
  function find(text, word, from = 0) {
    let at = text.indexOf(word, from);
    while (at > 0 && /[\p{L}\p{N}]/u.test(text[at - 1])) at = text.indexOf(word, at + 1);
    return at;
  }

  // A share of 1: how much of a text is about a word, so that a short section on it precedes a long table.
  function density(text, word) {
    let hits = 0;
    for (let at = find(text, word); at >= 0 && hits < 8; at = find(text, word, at + 1)) hits += 1;
    return Math.min(0.9, (100 * hits) / (text.length + 500));
  }

  // The id of a row, such as ji2023-cu1-5-yield, in which the name of a source tells less than in a sentence.
  const ID = /^\p{L}+\d{4}\p{L}*-\p{L}/u;

  function score(place, words) {
    let sum = 0;
    for (const word of words) {
      const inTitle = find(place.plainTitle, word);
      const inText = find(place.plainText, word);
      if (inTitle < 0 && inText < 0) return 0;
      sum += (inTitle < 0 ? 0 : 10) + (inText < 0 ? 0 : ID.test(place.plainText.slice(inText)) ? 1 : 2);
      sum += density(place.plainText, word) / words.length;
    }
    const whole = place.plainTitle.split(/\s+/).length;
    // The title of a page tells more than that of a section, a short title more than a long one.
    const best = sum + (sum >= 10 * words.length ? (place.top ? 8 : 0) + 4 / whole : 0);
    // A row of the data is meant where nothing else fits: by its id.
    return place.row ? best / 20 : best;
  }

  // Text with the words marked; positions are taken character by character, for plain text may be longer.
  function marked(text, words) {
    const starts = [];
    let flat = "";
    for (let i = 0; i < text.length; i++) {
      const piece = plain(text[i]);
      for (let j = 0; j < piece.length; j++) starts.push(i);
      flat += piece;
    }
    const hits = words.map((word) => [find(flat, word), word.length]).filter(([at]) => at >= 0);
    hits.sort((a, b) => a[0] - b[0]);
    const first = hits.length ? starts[hits[0][0]] : 0;
    const from = first < 80 ? 0 : text.lastIndexOf(" ", first - 60) + 1;
    const to = text.length < from + 240 ? text.length : text.lastIndexOf(" ", from + 240);
    const line = document.createElement("p");
    let done = from;
    if (from) line.append("… ");
    for (const [at, length] of hits) {
      const begin = starts[at];
      const end = starts[at + length - 1] + 1;
      if (begin < done || end > to) continue;
      const mark = document.createElement("mark");
      mark.textContent = text.slice(begin, end);
      line.append(text.slice(done, begin), mark);
      done = end;
    }
    line.append(text.slice(done, to));
    if (to < text.length) line.append(" …");
    return line;
  }

  function item(place, words) {
    const entry = document.createElement("li");
    const link = document.createElement("a");
    link.href = root + place.address;
    link.textContent = place.title;
    entry.append(link);
    if (place.page !== place.title) {
      const where = document.createElement("span");
      where.className = "where";
      where.textContent = place.page;
      entry.append(" ", where);
    }
    if (place.text) entry.append(marked(place.text, words));
    return entry;
  }

  function search() {
    const words = plain(field.value).split(/\s+/).filter(Boolean).map(stem);
    const found = words.length ? places.map((place) => [score(place, words), place]).filter(([n]) => n) : [];
    found.sort((a, b) => b[0] - a[0]);
    list.replaceChildren(...found.slice(0, SHOWN).map(([, place]) => item(place, words)));
    const count = found.length === 1 ? "1 place" : found.length + " places";
    const first = found.length > SHOWN ? "; the first " + SHOWN + " are shown" : "";
    status.textContent = words.length ? (found.length ? count : "Nothing") + " found" + first + "." : "";
  }

  window.searchPlaces = function (pages) {
    for (const [page, address, found] of pages) {
      found.forEach(([anchor, title, text], i) => places.push({
        page, title, text, top: i === 0, row: i > 0 && address.startsWith("data/"),
        address: address + (anchor && i ? "#" + anchor : ""),
        plainTitle: plain(title), plainText: plain(text),
      }));
    }
    search();
  };

  let waiting;
  field.addEventListener("input", function () {
    clearTimeout(waiting);
    waiting = setTimeout(search, 200);
  });
  field.value = new URLSearchParams(location.search).get("q") || "";
  if (!field.value) field.focus();
})();
