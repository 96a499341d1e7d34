// What a query means, and which places of the book answer it best. MiniSearch holds the index and weighs words (BM25
// over the fields of a place); here stands what it cannot know: how formulas, numbers and names are spelled, which
// names mean one thing, and what a place is worth.
(function () {
  "use strict";

  const { NUMBERS, SMALL, isCapital, nameElements, pieces, plain, sequence, stem } = globalThis.bookWords;

  // The index -----------------------------------------------------------------------------------------------------

  const BOOST = { title: 5, names: 5, text: 1 };
  const WORTH = {
    page: 1.3, section: 1, term: 1.25, figure: 0.8, table: 0.7, exercise: 0.6, work: 0.35, function: 0.6, value: 0.16,
  };
  // Pages that repeat others, and sections that many pages have, such as those with questions.
  const LATER = 0.35;
  const COMMON = 6;

  function build(held) {
    const words = new Map(held.words.split(" ").map((word, i) => [[...held.codes][i], " " + word]));
    const spelled = (text) => text.replace(/[\u0100-\u07ff]/g, (code) => words.get(code) ?? code);
    nameElements(held.same);
    const places = [];
    const vocabulary = new Map();
    const fields = held.places.map((column) => column.split("\n"));
    for (const [page, address, later, count] of held.pages) {
      for (let at = 0; at < count; at += 1) {
        const [kind, anchor, title, text, number, names] = fields.map((lines) => lines[places.length]);
        places.push({
          id: places.length, kind, title, page, number, names: names ? names.split("\t") : [], text: spelled(text), later,
          anchor, top: at === 0, address: address + (anchor ? "#" + anchor : ""),
        });
      }
    }
    const index = new MiniSearch({
      fields: ["title", "names", "text"],
      extractField: (place, field) => (field === "names" ? place.names.join(" ; ") : place[field]),
      tokenize: (text) => pieces(String(text)).flatMap((piece) => [...piece.all]),
      processTerm: (term) => {
        vocabulary.set(term, (vocabulary.get(term) || 0) + 1);
        return term;
      },
    });
    const groups = [...held.same];
    for (const place of places) if (place.kind === "term" && place.names.length) groups.push([place.title, ...place.names]);
    const repeated = new Map();
    for (const { title } of places) repeated.set(title, (repeated.get(title) || 0) + 1);
    return { places, index, vocabulary, repeated, same: together(groups) };
  }

  // Names by how they are typed, each with the groups of names that it belongs to; groups that share a name are one.
  function together(groups) {
    const of = new Map();
    for (const group of groups) {
      const joined = new Set(group);
      for (const name of group) for (const other of of.get(identity(name)) || []) joined.add(other);
      for (const name of joined) of.set(identity(name), joined);
    }
    const same = new Map();
    for (const [own, group] of of) {
      const typed = own.toLowerCase();
      same.set(typed, [...(same.get(typed) || []), [own, group]]);
    }
    return same;
  }

  // Capitals tell short names apart: Fe is iron and FE an efficiency.
  const identity = (name) => (/^\p{L}{1,4}\d?$/u.test(plain(name)) ? plain(name) : key(name));

  const key = (name) => sequence(name).join(" ");

  // Queries -------------------------------------------------------------------------------------------------------

  const NUMBERED = /^(?:(fig(?:ure)?|picture|scheme)|(tab(?:le)?)|(ex(?:erc(?:ise)?)?|problem|question|task)|(ch(?:ap(?:ter)?)?|page|p|sec(?:t(?:ion)?)?|§))s?\.? ?(?:no\.? ?|# ?)?(\d+(?:[.,-]\d+)?)[.)]?$/i;
  const NUMBERED_KINDS = ["figure", "table", "exercise", "page"];

  // What is asked for by its number or its id, in the order of the book.
  function named(book, query) {
    const asked = NUMBERED.exec(query);
    if (asked) {
      const kind = NUMBERED_KINDS.find((_, at) => asked[at + 1]);
      const number = asked[5].replace(/[,-]/, ".");
      const of = book.places.filter((place) => place.kind === kind && place.number);
      const exact = of.filter((place) => place.number === number);
      const parts = number.includes(".") ? number : null;
      return exact.length ? exact : parts ? [] : of.filter((place) => kind !== "page" && place.number.split(".")[0] === number);
    }
    if (!/^[\p{L}\p{N}]+(?:[-_.:][\p{L}\p{N}]+)+(?:\(\))?$|^\p{L}{2,}\d{4}\p{L}*$/u.test(query)) return [];
    const id = query.toLowerCase().replace("()", "");
    const exact = book.places.filter((place) => place.anchor && [id, "cite-" + id, "term-" + id].includes(place.anchor.toLowerCase()));
    if (exact.length) return exact;
    const works = /^\p{L}+\d{4}/u.test(id) ? book.places.filter((place) => place.kind === "work" && place.anchor.startsWith("cite-" + id)) : [];
    if (works.length) return works;
    const ending = book.places.filter((place) => place.kind === "function" && `${place.anchor.toLowerCase()}.`.includes(`.${id}`));
    return ending;
  }

  const LONGEST = 5;

  // A query as clauses, each a list of alternatives: words that have to stand together in a place, and their weight.
  function clauses(book, query) {
    const asked = pieces(query);
    const isSmall = ({ parts }) => parts.length === 1 && SMALL.has(parts[0]);
    const small = !asked.every(isSmall);
    const made = [];
    for (let at = 0; at < asked.length;) {
      const piece = asked[at];
      const { length, group } = known(book, asked, at);
      // In situ is a name, and in alone says nothing.
      if (small && length === 1 && !group && isSmall(piece)) {
        at += 1;
        continue;
      }
      const next = asked[at + 1];
      const one = length === 1 && next && /^\p{L}+$/u.test(piece.parts.join("") + next.parts.join(""))
        ? stem((piece.parts.join("") + next.parts.join("")).toLowerCase()) : "";
      if (one && !group && !isSmall(next) && !known(book, asked, at + 1).group && book.vocabulary.get(one) >= RARE) {
        // Written as two words, which others write as one.
        made.push({ alternatives: [{ words: [one], weight: 2 }, { all: [word(book, piece), word(book, next)], weight: 1 }], typed: [piece, next] });
        at += 2;
        continue;
      }
      const own = length > 1 ? asked.slice(at, at + length).map((one) => word(book, one)) : [word(book, piece)];
      const alternatives = own.length === 1 ? own[0] : [{ all: own.map((one) => one), weight: 1 }];
      if (group) {
        const typed = asked.slice(at, at + length).map((one) => one.parts.join(" ")).join(" ");
        for (const name of group) {
          // The letter of an element stands everywhere, and seldom for it.
          if (identity(name) !== identity(typed) && name.length > 1) alternatives.push({ words: exact(name), weight: 0.8, name });
        }
      }
      made.push({ alternatives, typed: asked.slice(at, at + length) });
      at += length;
    }
    return made;
  }

  // The longest name that begins here and that has others: NO3RR, Faradaic efficiency. Typed small it may be any.
  function known(book, asked, at) {
    for (let length = Math.min(LONGEST, asked.length - at); length; length--) {
      if (asked[at].charged) break;
      const words = asked.slice(at, at + length).flatMap((one) => one.parts);
      const own = words.length === 1 && words[0].length < 6 ? words[0] : words.map((one) => stem(one.toLowerCase())).join(" ");
      const found = (book.same.get(own.toLowerCase()) || []).concat(own === own.toLowerCase() ? [] : book.same.get(stem(own.toLowerCase())) || []);
      const fitting = found.filter(([name]) => (own.length > 1 && own === own.toLowerCase()) || name === own || name === name.toLowerCase());
      if (fitting.length) return { length, group: new Set(fitting.flatMap(([, group]) => [...group])) };
    }
    return { length: 1, group: null };
  }

  // The words of a name as it is written.
  function exact(name) {
    return pieces(name).map((piece) => (piece.joined ? { any: [piece.joined, partsOf(piece)] }
      : isCapital(piece.parts[0]) ? "=" + piece.parts[0] : stem(piece.parts[0].toLowerCase())));
  }

  const partsOf = (piece) => ({ all: piece.parts.map((part) => (isCapital(part) ? "=" + part : stem(part.toLowerCase()))) });

  // One piece of a query: how it may be meant.
  function word(book, piece) {
    const has = (one) => book.vocabulary.has(one);
    const low = piece.parts.length > 1 ? piece.joined : stem(piece.parts[0].toLowerCase());
    const found = [];
    if (piece.charged && has(piece.charged)) return [{ words: [piece.charged], weight: 2 }, { words: [partsOf(piece)], weight: 0.05 }];
    if (piece.parts.length > 1) {
      if (has(piece.joined)) found.push({ words: [piece.joined], weight: 2 });
      found.push({ words: [partsOf(piece)], weight: 1 });
      // L-CoMn, where the book prints L-Co–Mn.
      found.push({ all: piece.parts.map((part) => word(book, { parts: [part], piece: part, all: new Set() })), weight: 0.5 });
      const isotope = /^([a-z]{1,2})-?(\d{1,3})$/.exec(piece.piece.toLowerCase());
      if (isotope && has(isotope[2] + isotope[1])) found.push({ words: [isotope[2] + isotope[1]], weight: 2 });
      return found;
    }
    const part = piece.parts[0];
    const capital = isCapital(part) && has("=" + part);
    if (capital) found.push({ words: ["=" + part], weight: 1.2 });
    const lower = capital ? (part.length < 4 ? 0.05 : 0.6) : 1;
    if (has(low)) found.push({ words: [low], weight: lower });
    const isotope = /^([a-z]{1,2})(\d{1,3})$/.exec(part.toLowerCase());
    if (isotope && has(isotope[2] + isotope[1])) found.push({ words: [isotope[2] + isotope[1]], weight: 1.5 });
    if (/^\d/.test(part)) {
      const label = /^(\d{1,2})([A-Z][A-Za-z0-9]*)$/.exec(part);
      if (label && !found.length) {
        // ¹⁵NO₃: the isotope, and what it is part of.
        const isotope = label[1] + label[2].match(/^[A-Z][a-z]?/)[0].toLowerCase();
        return [{ words: [{ any: [isotope, isotope.slice(0, -1)].filter(has) }, stem(label[2].toLowerCase())], weight: 1 },
          { words: [{ any: [isotope, isotope.slice(0, -1)] }], weight: 0.5 }];
      }
      const decimal = part.replace(",", ".");
      if (decimal !== part && has(decimal)) found.push({ words: [decimal], weight: 1 });
      if (NUMBERS[part] && has(NUMBERS[part])) found.push({ words: [NUMBERS[part]], weight: 0.8 });
      if (/^\d+e$/.test(part)) found.push({ words: [{ all: [part.slice(0, -1), "electron"] }], weight: 1 });
      const glued = /^(\d+(?:\.\d+)?)(\p{L}+)$/u.exec(part);
      if (glued && has(glued[1])) found.push({ words: [{ all: [glued[1], stem(glued[2].toLowerCase())] }], weight: 0.8 });
      return found.length ? found : [{ words: [low], weight: 1 }];
    }
    const spoken = NUMBERS.indexOf(low);
    if (spoken > 0) found.push({ words: [String(spoken)], weight: 0.8 });
    if (low.length > 2 && !capital) found.push({ words: [low], weight: has(low) ? 0.15 : 0.5, prefix: part.toLowerCase() });
    if (/^\p{L}{4,}$/u.test(part)) found.push(...slips(book, part.toLowerCase(), low));
    return found;
  }

  // So few uses of a word may be another spelling of two.
  const RARE = 3;

  // One slip: letters that changed places, a space too few, and a letter too many, too few or another.
  function slips(book, typed, low) {
    const found = [];
    const count = book.vocabulary.get(low) || 0;
    if (count >= RARE) return found;
    for (let at = 0; at + 1 < typed.length && !count; at++) {
      const swapped = stem(typed.slice(0, at) + typed[at + 1] + typed[at] + typed.slice(at + 2));
      if (swapped !== low && book.vocabulary.has(swapped)) found.push({ words: [swapped], weight: 0.8 });
    }
    for (let at = 3; at + 3 <= typed.length; at++) {
      const halves = [stem(typed.slice(0, at)), stem(typed.slice(at))];
      if (halves.every((half) => book.vocabulary.has(half))) found.push({ words: [{ all: halves }], weight: 0.6 });
    }
    if (!count) found.push({ words: [low], weight: 0.6, fuzzy: low.length > 8 ? 2 : 1 });
    return found;
  }

  const exactly = { prefix: false, fuzzy: false, boost: BOOST, combineWith: "AND", tokenize: (text) => [text], processTerm: (term) => term };

  function tree(node) {
    if (typeof node === "string") return node;
    return node.any ? { combineWith: "OR", queries: node.any.map(tree) } : { combineWith: "AND", queries: node.all.map(tree) };
  }

  // The places that an alternative finds: for each its score, and whether title or names say it.
  function hits(book, alternative) {
    if (alternative.all) {
      // Every word of a name in its own way.
      const each = alternative.all.map((choices) => best(book, choices));
      const all = new Map();
      for (const id of each[0].keys()) {
        if (!each.every((one) => one.has(id))) continue;
        const found = each.map((one) => one.get(id));
        all.set(id, { score: found.reduce((sum, { score }) => sum + score, 0), titled: found.every(({ titled }) => titled) });
      }
      return all;
    }
    const { words, prefix, fuzzy } = alternative;
    const options = prefix ? { ...exactly, prefix: true, weights: { prefix: 1, fuzzy: 0 } }
      : fuzzy ? { ...exactly, fuzzy, weights: { prefix: 0, fuzzy: 1 } } : exactly;
    const query = prefix ? prefix : words.length === 1 ? tree(words[0]) : { combineWith: "AND", queries: words.map(tree) };
    return new Map(book.index.search(query, options).map(({ id, score, match }) =>
      [id, { score: score * (fuzzy && book.places[id].kind === "work" ? SLIP_OF_AUTHOR : 1), titled: Object.values(match).some((fields) => fields.some((field) => field !== "text")) }]));
  }

  function best(book, alternatives) {
    const found = new Map();
    for (const alternative of alternatives) {
      for (const [id, { score, titled }] of hits(book, alternative)) {
        const before = found.get(id) || { score: 0, titled: false };
        found.set(id, { score: Math.max(before.score, score * alternative.weight), titled: before.titled || titled });
      }
    }
    return found;
  }

  const SLIP_OF_AUTHOR = 0.4;

  // A text as its stems between spaces, kept while the page is open.
  function flat(place, field) {
    const kept = "flat_" + field;
    place[kept] ??= ` ${sequence(place[field]).join(" ")} `;
    return place[kept];
  }

  const titles = (place) => (place.kind === "term" ? [place.title, ...place.names] : [place.title]);

  // How well what was typed fits the title as a whole.
  function fit(place, typed, forms) {
    let most = 1;
    for (const title of titles(place)) {
      const words = ` ${sequence(title).join(" ")} `;
      for (const form of forms) {
        const own = ` ${form} `;
        const grade = words === own ? 3 : words.startsWith(own) ? 1.7 : words.includes(own) ? 1.4 : 1;
        most = Math.max(most, form === typed ? grade : 1 + (grade - 1) * 0.6);
      }
    }
    return most;
  }

  // A query that names authors leads to their work: alone, or with words that the work says too.
  function fitAuthors(place, asked, whole) {
    if (place.kind !== "work") return 1;
    const names = place.names.map((name) => sequence(name).join(" "));
    const own = asked.filter((one) => !["et", "al"].includes(one));
    const year = place.title.slice(-4);
    const words = own.filter((one) => !YEAR.test(one));
    const dated = words.length < own.length;
    if (!words.length || own.some((one) => YEAR.test(one) && one !== year)) return 1;
    const people = words.filter((one) => names.includes(one) && (dated || one.length > 2));
    const all = names.includes(words.join(" ")) || words.every((one) => names.includes(one));
    if (!all && !(whole && people.length)) return 1;
    const isFirst = [words.join(" "), words[0], people[0]].includes(names[0]);
    return (isFirst ? 30 : 8) * (1 + Math.log1p(Number(place.number) || 0) / 2) * (all ? 1 : WITH_TOPIC);
  }

  const YEAR = /^(?:19|20)\d\d$/;
  const WITH_TOPIC = 0.3;

  // A query in other words, such as copper phthalocyanine for Cu phthalocyanine.
  function otherwise(asked) {
    const of = asked.map(({ alternatives, typed }) => [
      typed.flatMap(({ parts }) => parts.map((part) => stem(part.toLowerCase()))).join(" "),
      ...alternatives.filter(({ name }) => name).map(({ name }) => key(name)),
    ]);
    const most = 60;
    return of.reduce((before, names) => before.flatMap((one) => names.map((name) => `${one} ${name}`.trim())).slice(0, most), [""]);
  }

  // A place without some of the words counts where it has so much of what they tell; a word that is everywhere tells little.
  const SHARE = 0.6;
  // Where hardly any place has all, half of them will do.
  const FEW = 5;
  const SHARE_OF_FEW = 0.5;
  // What scores less than this part of the best is found by chance.
  const LEAST = 0.02;
  // What stands together as it was typed.
  const TOGETHER = 1.4;
  // What the unit behind a number counts.
  const UNIT = 0.2;
  // Whoever types a number alone asks for the row that prints it.
  const NUMBER = 10;
  const QUANTITY = /^[<>~≈±]?[-+−]?\d[\d.,]*\s?(?:°C?|\p{L}{0,3}%?(?:[\s/·].{0,12})?)?$/u;
  // What a title that says all is worth beside one that says nothing, and a page whose title says nothing beside its sections.
  const TITLED = 2;
  const UNTITLED_PAGE = 0.4;
  // Whoever asks what a thing is, asks for the term; and a title may begin as the question does.
  const MEANING = /^(?:what (?:is|are|does)|what's|(?:the )?(?:meaning|definition) of|define|explain) (?:meant by )?(?:an? |the )?(?=\S)|(?<=^what does .*) mean\??$/i;
  const DEFINED = 2.5;
  const ASKING = /^(?:why|how|what|which|where|when|who)\b/i;
  const ANSWERING = 1.3;
  const ROW = 3;
  const NAMED = 1.5;
  const ISOTOPE = /^\d{1,3}[HCNO](?: |$)/;

  function search(book, text) {
    const query = text.trim().replace(/\s+/g, " ");
    if (!query) return [];
    const quoted = [...query.matchAll(/["“”]([^"“”]+)["“”]/g)].map((found) => ` ${sequence(found[1]).join(" ")} `);
    const direct = named(book, query);
    const meaning = MEANING.test(query);
    const asked = clauses(book, query.replace(MEANING, "").replace(/["“”]/g, " "));
    if (!asked.length) return direct;
    const said = plain(query);
    const numeric = QUANTITY.test(said) && !ISOTOPE.test(said);
    const sums = new Map();
    const each = asked.map((clause) => best(book, clause.alternatives));
    // A name tells more than another word.
    const tells = each.map((found, at) => (1 + Math.log(1 + book.places.length / (1 + found.size)) / 4)
      * (asked[at].alternatives.some(({ name }) => name) ? NAMED : 1));
    each.forEach((found, at) => {
      for (const [id, { score, titled }] of found) {
        // A unit without its number says nothing.
        if (numeric && !each[0].has(id)) continue;
        const sum = sums.get(id) || { score: 0, told: 0, titled: 0 };
        sum.score += numeric && at ? score * UNIT : score;
        sum.told += tells[at];
        if (titled) sum.titled += tells[at];
        sums.set(id, sum);
      }
    });
    const typed = sequence(query).join(" ");
    const forms = new Set([typed, ...otherwise(asked)]);
    const stems = typed.split(" ");
    // A formula is no author, and a name that became a term is asked for as that.
    const isName = !asked.every(({ alternatives }) => alternatives.some(({ name }) => name));
    const isTerm = book.places.some((place) => place.kind === "term" && fit(place, typed, [typed]) > 1);
    let ranked = [];
    const most = Math.max(0, ...[...sums.values()].map(({ told }) => told));
    const whole = [...sums.values()].filter(({ told }) => told > most * 0.999).length;
    const share = whole < FEW ? SHARE_OF_FEW : SHARE;
    const [asking] = (ASKING.exec(query) || [""]).map((one) => one.toLowerCase());
    for (const [id, sum] of sums) {
      const place = book.places[id];
      if (sum.told < most * share) continue;
      if (quoted.some((phrase) => !flat(place, "title").includes(phrase) && !flat(place, "text").includes(phrase))) continue;
      let score = sum.score * (sum.told / most) ** 3 * WORTH[place.kind] * (place.later ? LATER : 1)
        * (book.repeated.get(place.title) > COMMON ? LATER : 1);
      if (asked.length > 1) score *= 1 + TITLED * (sum.titled / most) ** 2;
      // A row says one thing: where it says all that is asked for, that was meant.
      if (place.kind === "value" && !numeric && asked.length > 1 && sum.told > most * 0.999) score *= ROW;
      if (place.kind === "page" && !sum.titled) score *= UNTITLED_PAGE;
      if (meaning && place.kind === "term") score *= DEFINED;
      if (asking && sum.titled && place.title.toLowerCase().startsWith(asking)) score *= ANSWERING;
      if (place.kind === "value" && numeric) score *= NUMBER;
      if (place.kind !== "value") score *= fit(place, typed, forms);
      if (isName && !isTerm) score *= fitAuthors(place, stems, sum.told > most * 0.999);
      ranked.push({ place, score });
    }
    ranked.sort((a, b) => b.score - a.score || a.place.id - b.place.id);
    // Words that stand together as they were typed tell more than the same words apart.
    if (stems.length > 1) {
      for (const one of ranked.slice(0, 120)) {
        if (flat(one.place, "text").includes(` ${typed} `)) one.score *= numeric ? TOGETHER ** 3 : TOGETHER;
      }
      ranked.sort((a, b) => b.score - a.score || a.place.id - b.place.id);
    }
    if (!ranked.length && !direct.length && /^\d+\.\d+$/.test(query)) return book.places.filter((place) => place.number === query);
    ranked = ranked.filter(({ score }) => score > ranked[0].score * LEAST);
    const first = new Set(direct);
    return [...direct, ...ranked.map(({ place }) => place).filter((place) => !first.has(place))];
  }

  // What to show ---------------------------------------------------------------------------------------------------

  // The sentences of a place that say what was asked for: pairs of a text and whether it is a word that was meant.
  function quote(book, place, query, length = 200) {
    const wanted = new Set();
    for (const clause of clauses(book, query.replace(/["“”]/g, " "))) {
      for (const { words, prefix, all } of clause.alternatives) {
        const collect = (node) => (typeof node === "string" ? wanted.add(node) : (node.any || node.all).forEach(collect));
        (words || []).forEach(collect);
        if (prefix) wanted.add("^" + prefix);
        (all || []).flat().forEach((one) => (one.words || []).forEach(collect));
      }
    }
    const meant = (piece) => {
      const found = pieces(piece).flatMap((one) => [...one.all]);
      return found.some((one) => wanted.has(one) || [...wanted].some((start) => start[0] === "^" && one.startsWith(start.slice(1))));
    };
    const parts = place.text.split(/(\s+)/);
    const flags = parts.map((part) => /\S/.test(part) && meant(part));
    // The window with most of what was meant, from the beginning of a sentence where that is near.
    let start = 0;
    let most = -1;
    const ends = [];
    let size = 0;
    parts.forEach((part) => ends.push(size += part.length));
    for (let from = 0; from < parts.length; from += 2) {
      const begin = from ? ends[from - 1] : 0;
      const sentence = from === 0 || /[.!?]["”)]?$/.test(parts[from - 2]);
      let count = sentence ? 0.5 : 0;
      const seen = new Set();
      for (let at = from; at < parts.length && ends[at] - begin <= length; at += 1) {
        if (flags[at]) count += seen.has(parts[at]) ? 0.1 : 1, seen.add(parts[at]);
      }
      if (count > most) [start, most] = [from, count];
    }
    const begin = start ? ends[start - 1] : 0;
    const shown = [];
    let at = start;
    for (; at < parts.length && ends[at] - begin <= length; at += 1) shown.push([parts[at], flags[at]]);
    if (start) shown.unshift(["… ", false]);
    if (at < parts.length) shown.push([" …", false]);
    return shown;
  }

  globalThis.bookSearch = { build, search, quote };
})();
