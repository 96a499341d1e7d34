// How the search takes texts and queries apart: spellings of formulas, numbers and names, and the forms of words.
(function () {
  "use strict";

  const ROMAN = { 0: 0, I: 1, II: 2, III: 3, IV: 4, V: 5, VI: 6, VII: 7 };
  const NUMBERS = "zero one two three four five six seven eight nine ten eleven twelve".split(" ");
  // What a question is made of beside what it asks for.
  const SMALL = new Set(("a about an and any are as at be between by can could did do does find for found from had has have how i if in into"
    + " is it its me make makes my need of on or our s should show some tell than that the their there these they this to versus vs was"
    + " we were what when where which who why will with would you").split(" "));

  // Formulas are printed with small figures and true minus signs, and typed without: CO₂ as CO2 or CO_2, Co–Mn as Co-Mn.
  const LETTERS = { ø: "o", Ø: "O", æ: "ae", Æ: "Ae", ß: "ss", ł: "l", Ł: "L", đ: "d", ı: "i", œ: "oe" };
  function plain(text) {
    return text.replace(/(?<=\d)[\u2009\u202f](?=\d{3}(?!\d))/g, "").replace(/[øØæÆßłŁđıœ]/g, (letter) => LETTERS[letter]).normalize("NFKD").replace(/\p{M}/gu, "").replace(/[\u2010-\u2015\u2212]/g, "-")
      .replace(/[\u2018\u2019\u02bc']s?\b/g, "").replace(/[\u00ad\u200b]/g, "").replace(/([A-Za-z)])_\{?(\w)\}?/g, "$1$2");
  }

  // British and American spellings are one, and so are the forms of a word, as far as endings tell.
  function stem(word) {
    if (!/^\p{L}{4,}$/u.test(word)) return word;
    const one = word.replace(/sulph/, "sulf").replace(/aluminium/, "aluminum").replace(/^grey/, "gray")
      .replace(/artefact/, "artifact").replace(/mould/, "mold").replace(/([dt])aemia|haem(?=o)/, (found) => found.replace("ae", "e"))
      .replace(/(\p{L}{2})([tbv])re(s?|d)$/u, (all, before, letter, end) => (/[tb]/.test(letter) ? before + letter + "er" + end : all))
      .replace(/(\p{L}{2,})our(?=s?$|ed$|ing$|less$|able$|al)/u, "$1or").replace(/ogue(s?)$/, "og$1")
      .replace(/(\p{L}{2})[sz](e[drs]?|ers?|es|ing|ations?)$/u, (all, before, end) => (
        /(?:[iy])$/.test(before) ? before + "z" + end : all));
    let short = one.replace(/ies$/, "y").replace(/(ss|x|ch|sh|z)es$/, "$1").replace(/([^su])s$/, "$1");
    const verb = short.replace(/([^e])(?:ed|ing)$/, "$1");
    if (verb !== short && verb.length > 2 && /[aeiouy]/.test(verb)) short = verb.replace(/([^aeiousz])\1$/, "$1");
    return short.length > 3 ? short.replace(/e$/, "") : short;
  }

  // The symbol of an element by its name, from the names that mean one thing.
  let symbols = new Map();
  function nameElements(same) {
    symbols = new Map(same.filter(([first]) => /^[A-Z][a-z]?$/.test(first))
      .flatMap(([first, ...names]) => names.map((name) => [name.toLowerCase(), first])));
  }

  // The charge of an element in any spelling: Cu(I), Cu⁺, Cu1+, copper(I).
  function charge(piece) {
    const found = /^(\p{L}+)\((0|[IV]{1,3})\)/u.exec(piece) || /^([A-Z][a-z]?)([1-7]?)\+$/.exec(piece);
    if (!found) return "";
    const symbol = symbols.get(found[1].toLowerCase()) || found[1];
    return /^[A-Z][a-z]?$/.test(symbol) ? `${symbol.toLowerCase()}(${ROMAN[found[2]] ?? (found[2] || 1)})` : "";
  }

  // Written with capitals, a short word is a formula or an abbreviation, and another word than without: NO, SHE, Co.
  const isCapital = (word) => /^(?=.*[A-Z])[A-Za-z0-9]{1,8}$/.test(word) && (/[A-Z].*[A-Z]|\d/.test(word) || word.length < 3);

  // The pieces of a text, each with the words it is found by: `word` as it stands, `all` with the others.
  function pieces(text) {
    const found = [];
    for (const raw of plain(text).split(/[\s;:"“”‘<>|…=≈~]+|,(?!\d)|(?<=\D),/u)) {
      const piece = raw.replace(/^[([{.†*-]+(?=.)|[.!?…†*]+$/gu, "").replace(/^([^([{]*)[)\]}]+$/u, "$1");
      const parts = piece.replace(/(\d),(?=\d{3}(?!\d))/g, "$1").match(/\d+(?:[.,]\d+)+(?![\p{L}])|[\p{L}\p{N}]+/gu);
      if (!parts) {
        if (/^[*†‡%°]+$/.test(raw)) found.push({ parts: [raw], all: new Set([raw]), joined: raw });
        continue;
      }
      const all = new Set();
      for (const part of parts) {
        all.add(stem(part.toLowerCase()));
        if (isCapital(part)) all.add("=" + part);
        // Co₁Mn₁ is CoMn.
        const short = isCapital(part) ? part.replace(/(?<=[A-Za-z])1(?!\d)/g, "") : part;
        if (short !== part) all.add("=" + short).add(short.toLowerCase());
        const isotope = /^(\d{1,3})([A-Z][a-z]?)(?![a-z])/.exec(part);
        if (isotope) all.add(isotope[1] + isotope[2].toLowerCase());
        // 500mV and 97.6%: a number keeps to itself.
        const number = /^(\d+(?:[.,]\d+)*)\p{L}+$/u.exec(part);
        if (number) all.add(number[1]).add(part.slice(number[1].length).toLowerCase());
      }
      const joined = parts.length > 1 && parts.join("").length < 32 ? stem(parts.join("").toLowerCase()) : "";
      if (joined) all.add(joined);
      const charged = charge(piece);
      if (charged) all.add(charged);
      found.push({ piece, parts, all, joined, charged });
    }
    return found;
  }

  const sequence = (text) => pieces(text).flatMap((piece) => piece.parts.map((part) => stem(part.toLowerCase())));

  globalThis.bookWords = { NUMBERS, SMALL, isCapital, nameElements, pieces, plain, sequence, stem };
})();
