// Shows what a link leads to, beside it, while it has the pointer or the focus of the keyboard. The place itself says
// the same and more; who taps or has no scripts follows the link. Each page's places are a script of their own that
// calls `previewPlaces`, since a page from a folder may load scripts and may fetch nothing.
(function () {
  "use strict";
  const WAIT = 300;  // milliseconds: a pointer that only passes asks for nothing
  const STAY = 300;  // time to move from the link into the preview
  const GAP = 6;  // pixels between the link and the preview
  const EDGE = 12;  // pixels that stay free at the edges of the screen
  const LEAST = 96;  // pixels below which a preview is of no use
  const LINKS = "article a[href]:not(.headerlink, .enlarge, .point, .point-row, [download])";
  // Browsers that cannot tell a focus by keyboard from another throw at the word.
  const FOCUS = CSS.supports("selector(:focus-visible)") ? ":focus-visible" : ":focus";
  const main = document.getElementById("main");
  const root = new URL(document.documentElement.dataset.content_root, location.href).href;
  const pages = new Map();
  let box = null;
  let link = null;  // the one whose preview shows
  let asked = null;  // the one whose preview is wanted
  let timer;

  // The page a link leads to and the place on it; nothing where it leaves the book or leads to a file.
  function target(found) {
    const address = found.href.split("#")[0].split("?")[0];
    const page = address.startsWith(root) ? address.slice(root.length) : "";
    return /^(chapters|data)\/.+\.html$/.test(page) ? { page, id: decodeURIComponent(found.hash.slice(1)) } : null;
  }

  // The link that holds an element, where it leads to a place with a preview.
  function around(inner) {
    const found = inner.closest(LINKS);
    return found && target(found) ? found : null;
  }

  function load(page) {
    if (!pages.has(page)) {
      pages.set(page, new Promise((done) => {
        const script = document.createElement("script");
        script.addEventListener("load", () => done(script.places || {}));
        script.addEventListener("error", () => done({}));
        script.src = root + "previews/" + page.replace(/html$/, "js");
        document.head.append(script);
      }));
    }
    return pages.get(page);
  }

  window.previewPlaces = function (page, places) {
    document.currentScript.places = places;
  };

  function element(tag, name, html) {
    const made = document.createElement(tag);
    made.className = name;
    if (html) made.innerHTML = html;
    return made;
  }

  function make() {
    box = element("div", "preview");
    box.id = "preview";
    box.setAttribute("role", "tooltip");
    box.hidden = true;
    box.addEventListener("pointerenter", () => clearTimeout(timer));
    box.addEventListener("pointerleave", leave);
    main.append(box);
  }

  function fill(place, to) {
    box.replaceChildren(element("p", "preview-title", place.title));
    if (place.image) {
      const image = element("img", "preview-image");
      const mode = document.documentElement.dataset.theme === "dark" ? "dark" : "light";
      image.src = root + place.image[mode];
      // The title and the caption tell what it shows.
      image.alt = "";
      box.append(image);
    }
    if (place.text) box.append(element("p", "preview-text", place.text));
    if (place.rows) {
      const list = element("dl", "");
      for (const [name, text] of place.rows) {
        const pair = document.createElement("div");
        const term = document.createElement("dt");
        const said = document.createElement("dd");
        term.textContent = name;
        said.textContent = text;
        pair.append(term, said);
        list.append(pair);
      }
      box.append(list);
    }
    if (to.id.startsWith("cite-")) {
      const line = element("p", "preview-cite");
      const cite = document.createElement("a");
      cite.href = root + to.page + "#" + to.id.replace("cite-", "cited-");
      cite.textContent = "Cite this work";
      // For the pointer alone: the keyboard does not come in here, and the link itself leads to the same place.
      cite.tabIndex = -1;
      line.append(cite);
      box.append(line);
    }
  }

  // Below the link where there is room, else above it; never on it.
  function put() {
    const at = link.getBoundingClientRect();
    const wide = document.documentElement.clientWidth;
    const below = innerHeight - at.bottom - GAP - EDGE;
    const above = at.top - GAP - EDGE;
    box.style.maxHeight = "none";
    const down = box.offsetHeight <= below || below >= above;
    box.style.maxHeight = Math.max(down ? below : above, LEAST) + "px";
    const left = Math.max(EDGE, Math.min(at.left, wide - box.offsetWidth - EDGE));
    box.style.left = left + scrollX + "px";
    box.style.top = (down ? at.bottom + GAP : at.top - GAP - box.offsetHeight) + scrollY + "px";
  }

  async function show(wanted) {
    hide();
    asked = wanted;
    const to = target(wanted);
    // What cites a work stands at the work.
    const place = (await load(to.page))[to.id.replace(/^cited-/, "cite-")];
    // Meanwhile the reader may have gone on, or sent the preview away.
    if (asked !== wanted || !place) return;
    link = wanted;
    if (!box) make();
    fill(place, to);
    box.hidden = false;
    put();
    link.setAttribute("aria-describedby", "preview");
    // The browser would lay the title of the link over the preview.
    if (link.title) {
      link.dataset.title = link.title;
      link.removeAttribute("title");
    }
  }

  function hide() {
    clearTimeout(timer);
    asked = null;
    if (!link) return;
    link.removeAttribute("aria-describedby");
    if (link.dataset.title) {
      link.title = link.dataset.title;
      delete link.dataset.title;
    }
    link = null;
    box.hidden = true;
  }

  function leave() {
    clearTimeout(timer);
    timer = setTimeout(() => {
      const held = link && (link.matches(`:hover, ${FOCUS}`) || box.matches(":hover"));
      if (!held) hide();
    }, STAY);
  }

  document.addEventListener("pointerover", (event) => {
    // A finger follows the link at once.
    const found = event.pointerType === "mouse" && around(event.target);
    if (!found || found === link || found.contains(event.relatedTarget)) return;
    clearTimeout(timer);
    timer = setTimeout(() => show(found), WAIT);
  });

  document.addEventListener("pointerout", (event) => {
    const left = around(event.target);
    if (left && !left.contains(event.relatedTarget)) {
      if (asked === left && link !== left) asked = null;
      leave();
    }
  });

  document.addEventListener("focusin", (event) => {
    const found = around(event.target);
    if (found && found.matches(FOCUS)) show(found);
  });

  document.addEventListener("focusout", (event) => {
    if (event.target === link || event.target === asked) hide();
  });

  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape") hide();
  });

  document.addEventListener("click", hide);
  addEventListener("resize", hide);
})();
