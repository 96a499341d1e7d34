// Turns the structures of a figure in the place of its picture, by pointer, finger and keys, and measures them. Each
// structure is a script of its own that calls `figureStructure`, loaded when it is to show. The figure lists them with
// their files, which stay without scripts, too.
(function () {
  "use strict";
  const HERE = document.currentScript.src;
  const NEAREST = 8;
  const FARTHEST = 0.5;
  const CLOSER = 1.25;
  const STEP = Math.PI / 24;
  const PAN = 24;  // pixels
  const SPEED = 3.2;  // radians of a drag across the picture
  const ON = 12;  // pixels around the middle of an atom in which a mouse means it
  const BESIDE = 24;  // and a finger
  const STILL = 5;  // pixels within which a press is no drag
  const SEEN = 30;  // pixels from the edge at which an atom is in sight
  const LATE = 100;  // milliseconds in which a frame should have come
  const FEW = 4;  // structures that get a button each
  const [X, Y] = [[1, 0, 0], [0, 1, 0]];
  const ARROWS = { ArrowUp: [X, -1], ArrowDown: [X, 1], ArrowLeft: [Y, -1], ArrowRight: [Y, 1] };
  const PROMPT = "Two atoms give a distance, three an angle.";
  const loaded = new Map();
  const open = new Map();  // what closes the viewer of a figure
  let needed;
  let number = 0;

  function element(tag, properties, ...children) {
    const made = Object.assign(document.createElement(tag), properties);
    made.append(...children);
    return made;
  }

  function attach(tag, properties) {
    return new Promise((done, fail) => {
      const made = element(tag, properties);
      made.addEventListener("load", () => done(made));
      made.addEventListener("error", fail);
      document.head.append(made);
    });
  }

  function load(address) {
    if (!loaded.has(address)) {
      const found = attach("script", { src: address }).then((made) => structureDrawing.prepare(made.structure));
      loaded.set(address, found);
      found.catch(() => loaded.delete(address));
    }
    return loaded.get(address);
  }

  // What draws, and the styles, without which the viewer would be plain and work.
  function prepare() {
    needed ??= Promise.all([
      attach("script", { src: HERE.replace(".js", "-drawing.js") }),
      attach("link", { rel: "stylesheet", href: HERE.replace(".js", ".css") }).catch(() => null),
    ]);
    needed.catch(() => { needed = null; });
    return needed;
  }

  window.figureStructure = function (structure) {
    document.currentScript.structure = structure;
  };

  function view(figure) {
    const { after, clamp, dot, draw, fitting, measure, mix, plus, seen, turn, unit } = structureDrawing;
    const button = figure.querySelector(".in-3d:not(.move) button");
    const before = button.textContent;
    const picture = figure.querySelector(".picture");
    // In a list each entry has a button, and its viewer shows the others, too.
    const list = figure.closest(".models");
    const entries = [...(list || figure).querySelectorAll("[data-structure]")];
    const first = figure.querySelector("[data-structure]");
    const ended = new AbortController();
    const id = `structure-${++number}`;
    const calm = matchMedia("(prefers-reduced-motion: reduce)");
    const forced = matchMedia("(forced-colors: active)");
    const contrast = matchMedia("(prefers-contrast: more)");
    const canvas = element("canvas", { tabIndex: 0 });
    const said = element("p", { className: "structure-said", textContent: PROMPT });
    const about = element("div", { className: "structure-about" });
    const fingers = new Map();
    let structure = null;
    let meant = null;  // the entry whose structure is to show
    let turned = null;
    let zoom = 1;
    let shift = [0, 0];
    let current = null;
    let hovered = null;
    let marked = [];
    let moved = 0;
    let held;  // the view when a finger came down
    let spots = [];
    let waiting = false;
    let moving = 0;  // the number of the last turn that goes by itself

    function paint() {
      if (!structure || !canvas.clientWidth) return;
      const focused = document.activeElement === canvas ? current : null;
      const plain = forced.matches || contrast.matches;
      spots = draw(canvas, structure, { turned, zoom, shift, marked, current: focused, hovered, plain });
    }

    // With the next frame, or soon where the engine shows none, as for a window that nobody sees.
    function next(work) {
      let done = false;
      const run = () => {
        if (!done && !ended.signal.aborted) work(performance.now());
        done = true;
      };
      requestAnimationFrame(run);
      setTimeout(run, LATE);
    }

    function redraw() {
      if (!waiting) {
        next(() => {
          waiting = false;
          paint();
        });
      }
      waiting = true;
    }

    // Turning and zooming

    function goTo(target, time = 350) {
      const own = moving += 1;
      const size = fitting(canvas, structure, target);
      const [from, was, offset] = [turned, zoom, shift];
      const to = dot(from, target) < 0 ? target.map((value) => -value) : target;
      const start = performance.now();
      const go = (now) => {
        if (own !== moving) return;
        const gone = calm.matches ? 1 : clamp((now - start) / time, 0, 1);
        const share = gone * gone * (3 - 2 * gone);
        // At the end exactly what is meant, whatever it came from.
        turned = gone < 1 ? unit(mix(from, to, share)) : to;
        zoom = gone < 1 ? was + (size - was) * share : size;
        shift = gone < 1 ? mix(offset, [0, 0], share) : [0, 0];
        paint();
        if (gone < 1) next(go);
      };
      go(start);
    }

    function from(tilt) {
      if (structure) goTo(seen([structure.view[0], tilt]));
    }

    function turnBy(axis, angle) {
      moving += 1;
      turned = unit(after(turn(axis, angle), turned));
      redraw();
    }

    function zoomBy(factor) {
      const size = clamp(zoom * factor, FARTHEST, NEAREST);
      const changed = size !== zoom;
      shift = shift.map((value) => value * size / zoom);
      zoom = size;
      redraw();
      return changed;
    }

    function move(by) {
      shift = plus(shift, by);
      redraw();
    }

    function reset() {
      if (!structure) return;
      current = null;
      choose([]);
      goTo(seen(structure.view));
    }

    // Choosing and measuring

    function choose(indices) {
      marked = indices;
      if (marked.length > 1) said.textContent = measure(structure, marked).told;
      else if (marked.length) said.textContent = `Marked: ${structure.places[marked[0]].told}`;
      else said.textContent = PROMPT;
      redraw();
    }

    function mark(index) {
      if (marked.includes(index)) choose(marked.filter((other) => other !== index));
      else choose(marked.length < 3 ? [...marked, index] : [index]);
    }

    function step(by) {
      const { order, places } = structure;
      const next = current === null ? (by - 1) / 2 : order.indexOf(current) + by;
      current = order.at(next % order.length);
      said.textContent = places[current].told;
      const { x, y } = spots[current];
      const [width, height] = [canvas.clientWidth, canvas.clientHeight];
      if (Math.min(x, y, width - x, height - y) < SEEN) move([width / 2 - x, height / 2 - y]);
      redraw();
    }

    // The atom at a pointer: of those below it the nearest to the eye, else the one beside.
    function pick({ clientX, clientY }, reach) {
      const box = canvas.getBoundingClientRect();
      let found = null;
      let least = Infinity;
      for (const { index, x, y, z, radius } of spots) {
        const away = Math.hypot(x - clientX + box.left, y - clientY + box.top);
        const rank = away < radius ? -1e6 - z : away;
        if (away < Math.max(radius, reach) && rank < least) [found, least] = [index, rank];
      }
      return found;
    }

    // What a reader does

    function listen(target, kinds, answer, more) {
      for (const kind of kinds.split(" ")) target.addEventListener(kind, answer, { signal: ended.signal, ...more });
    }

    function hover(index) {
      if (index === hovered) return;
      hovered = index;
      canvas.classList.toggle("on-atom", index !== null);
      redraw();
    }

    function drag(event, before, other) {
      const by = [event.clientX - before.clientX, event.clientY - before.clientY];
      moved += Math.hypot(...by);
      if (other) {
        const apart = (one) => Math.hypot(one.clientX - other.clientX, one.clientY - other.clientY);
        zoomBy(apart(event) / (apart(before) || 1));
        move(by.map((value) => value / 2));
      } else if (moved > STILL && event.shiftKey) {
        move(by);
      } else if (moved > STILL) {
        const speed = SPEED / Math.min(canvas.clientWidth, canvas.clientHeight);
        turnBy(Y, by[0] * speed);
        turnBy(X, by[1] * speed);
      }
    }

    listen(canvas, "pointerdown", (event) => {
      if (!structure) return;
      moving += 1;
      canvas.focus({ preventScroll: true });
      canvas.setPointerCapture(event.pointerId);
      fingers.set(event.pointerId, event);
      if (fingers.size === 1) {
        moved = 0;
        held = [turned, zoom, shift];
      }
      hover(null);
    });

    listen(canvas, "pointermove", (event) => {
      const before = fingers.get(event.pointerId);
      if (before) {
        drag(event, before, [...fingers.values()].find((finger) => finger !== before));
        fingers.set(event.pointerId, event);
      } else if (event.pointerType === "mouse") hover(pick(event, 0));
    });

    listen(canvas, "pointerup", (event) => {
      if (!fingers.delete(event.pointerId) || fingers.size || moved > STILL) return;
      const found = pick(event, event.pointerType === "mouse" ? ON : BESIDE);
      if (found === null) return;
      current = found;
      mark(found);
    });

    listen(canvas, "pointercancel", () => {
      // The finger scrolls the page: what it turned before that was known is taken back.
      fingers.clear();
      [turned, zoom, shift] = held;
      redraw();
    });
    listen(canvas, "lostpointercapture", ({ pointerId }) => fingers.delete(pointerId));
    listen(canvas, "pointerleave", () => hover(null));
    listen(canvas, "focus blur", redraw);

    listen(canvas, "wheel", (event) => {
      // The page scrolls past, but for a reader who works here.
      if (document.activeElement !== canvas || !structure) return;
      if (zoomBy(Math.exp(-0.0015 * event.deltaY * (event.deltaMode ? 30 : 1)))) event.preventDefault();
    }, { passive: false });

    listen(canvas, "keydown", (event) => {
      const { key, shiftKey } = event;
      if (event.ctrlKey || event.metaKey || event.altKey || !structure) return;
      const [axis, sign] = ARROWS[key] || [];
      if (axis && shiftKey) move(axis === X ? [0, sign * PAN] : [sign * PAN, 0]);
      else if (axis) turnBy(axis, sign * STEP);
      else if (key === "+" || key === "=") zoomBy(CLOSER);
      else if (key === "-" || key === "_") zoomBy(1 / CLOSER);
      else if (key === "Home") reset();
      else if (key === "n" || key === "N") step(1);
      else if (key === "p" || key === "P") step(-1);
      else if (key === "Enter" || key === " ") current === null ? step(1) : mark(current);
      else return;
      event.preventDefault();
    });

    // The frame

    function act(textContent, label, answer) {
      const made = element("button", { type: "button", textContent });
      if (label) made.setAttribute("aria-label", label);
      listen(made, "click", answer);
      return made;
    }

    function choice() {
      const names = entries.map((entry) => entry.dataset.title);
      const className = "structure-choice";
      if (names.length > FEW) {
        const select = element("select", {}, ...names.map((name, value) => element("option", { value }, name)));
        listen(select, "change", () => show(entries[select.value]));
        return element("label", { className }, "Structure ", select);
      }
      const made = element("div", { className }, ...entries.map((entry, at) => {
        const one = element("button", { type: "button", textContent: names[at] });
        listen(one, "click", () => show(entry));
        return one;
      }));
      made.setAttribute("role", "group");
      made.setAttribute("aria-label", "Structure");
      return made;
    }

    async function show(entry) {
      meant = entry;
      const select = chooser.querySelector("select");
      if (select) select.value = entries.indexOf(entry);
      chooser.querySelectorAll("button").forEach((one, at) => one.setAttribute("aria-pressed", entries[at] === entry));
      try {
        const found = await load(entry.dataset.structure);
        if (meant !== entry || ended.signal.aborted) return;
        structure = found;
        current = hovered = null;
        choose([]);
        tell(entry);
        if (turned) return;
        // It swings in, so that it is seen to be solid.
        const target = seen(structure.view);
        turned = after(turn(Y, -0.5), target);
        zoom = fitting(canvas, structure, target);
        goTo(target, 900);
      } catch {
        said.textContent = "This structure could not be loaded.";
      }
    }

    function tell(entry) {
      const { title, formula, elements, see, statement, measured } = structure;
      const parts = formula.split(/(\d+)/).map((part) => /\d/.test(part) ? element("sub", {}, part) : part);
      const facts = measured.map(([what, value]) => (
        element("div", {}, element("dt", {}, what), element("dd", {}, value))
      ));
      const files = element("p", { className: "files" }, element("span", {}, "Download"));
      for (const link of entry.querySelectorAll("a")) files.append(" ", link.cloneNode(true));
      canvas.setAttribute("aria-label", `${title}, ${formula}, ${elements.length} atoms`);
      about.replaceChildren(
        element("p", {}, element("strong", {}, title), ", ", ...parts, `, ${elements.length} atoms. ${see} ${statement}`),
        ...(facts.length ? [element("dl", {}, ...facts)] : []),
        files,
      );
    }

    function close() {
      ended.abort();
      watchers.forEach((watcher) => watcher.disconnect());
      moving += 1;
      open.delete(figure);
      frame.remove();
      picture.hidden = false;
      button.textContent = before;
      button.setAttribute("aria-expanded", false);
      button.removeAttribute("aria-controls");
      button.focus();
    }

    list?.querySelectorAll(".model").forEach((other) => open.get(other)?.());
    const chooser = choice();
    const tools = element("div", { className: "structure-tools" },
      act("−", "Zoom out", () => zoomBy(1 / CLOSER)),
      act("+", "Zoom in", () => zoomBy(CLOSER)),
      act("Top", "", () => from(0)),
      act("Side", "", () => from(90)),
      act("Reset", "", reset),
      act("×", "Close", close));
    const help = element("p", { className: "structure-help", id: `${id}-help` });
    help.textContent = matchMedia("(pointer: coarse)").matches
      ? "Swipe sideways to turn, pinch to zoom, tap an atom to mark it."
      : "Drag to turn, click an atom to mark it. Keys: arrows turn, with Shift move; + and − zoom; n and p go through "
        + "the atoms, Enter marks; Home resets, Escape closes.";
    const frame = element("div", { className: "structure", id },
      ...(entries.length > 1 ? [chooser] : []), canvas, said, tools, about, help);
    for (const [part, attributes] of [
      [frame, { role: "group", "aria-label": "In 3D" }],
      [said, { role: "status" }],
      [canvas, {
        role: "application", "aria-roledescription": "structure in 3D", "aria-label": "Structure",
        "aria-describedby": help.id,
      }],
      [button, { "aria-expanded": true, "aria-controls": id }],
    ]) Object.entries(attributes).forEach((pair) => part.setAttribute(...pair));

    listen(frame, "keydown", ({ key }) => {
      if (key === "Escape") close();
    });
    const watchers = [new ResizeObserver(paint), new MutationObserver(redraw)];
    watchers[0].observe(canvas);
    watchers[1].observe(document.documentElement, { attributeFilter: ["data-theme"] });
    for (const query of [forced, contrast]) listen(query, "change", redraw);
    // Paper is white.
    listen(window, "beforeprint afterprint", ({ type }) => {
      frame.classList.toggle("printing", type === "beforeprint");
      paint();
    });

    picture.after(frame);
    picture.hidden = true;
    button.textContent = "Back to the drawing";
    canvas.focus({ preventScroll: true });
    if (list) frame.scrollIntoView({ block: "nearest" });
    show(first);
    return close;
  }

  document.addEventListener("click", async ({ target }) => {
    const button = target.closest(".in-3d:not(.move) button");
    if (!button) return;
    await prepare();
    const figure = button.closest("figure, .model");
    if (open.has(figure)) open.get(figure)();
    else open.set(figure, view(figure));
  });
})();
