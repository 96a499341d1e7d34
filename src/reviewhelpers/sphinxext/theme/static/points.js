// Tells the value of a point of a figure on hover, focus and tap, and leads to its row. The points of a figure are a
// script of their own that calls `figurePoints`, loaded when a reader first points at the figure. Without scripts the
// same values stand in the CSV file and in the data.
(function () {
  "use strict";
  const ON = 12;  // pixels: a mouse has to be on the circle of a point
  const BESIDE = 24;  // and a finger beside it
  const STAY = 300;  // milliseconds in which a pointer may move from a point to what is told
  const EDGE = 12;  // pixels that stay free at the sides of the screen
  const STEPS = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 };
  const root = document.documentElement.dataset.content_root;
  const figures = new Map();
  const box = element("div", "point-told");
  let told = null;  // the point that is told now
  let tapped = false;  // whether it stays until the next tap
  let dismissed = null;  // the point below the pointer that a reader sent away
  let touched = false;  // whether a finger pointed last
  let timer;

  function element(tag, className, properties) {
    return Object.assign(document.createElement(tag), { className }, properties);
  }

  window.figurePoints = function (texts, forms) {
    document.currentScript.points = { texts, forms };
  };

  function load(picture) {
    if (!figures.has(picture)) {
      figures.set(picture, new Promise((done) => {
        const script = document.createElement("script");
        script.addEventListener("load", () => done(lay(picture, script.points)));
        script.addEventListener("error", () => {
          figures.delete(picture);
          done(() => null);
        });
        script.src = picture.dataset.points;
        document.head.append(script);
      }));
    }
    return figures.get(picture);
  }

  // Lays the points over a picture, and gives what finds the nearest one to an event.
  function lay(picture, { texts, forms }) {
    const layer = element("div", "points");
    layer.setAttribute("role", "group");
    layer.setAttribute("aria-label", "Points of this figure, to go through with the arrow keys");
    const source = picture.querySelector("source");
    const wide = matchMedia(source ? source.media : "all");

    function fill() {
      hide();
      const focused = layer.contains(document.activeElement) ? document.activeElement.number : null;
      layer.replaceChildren(...forms[wide.matches ? "page" : "phone"].map(([number, x, y], at) => {
        const [said, rows] = texts[number];
        const point = element(rows.length ? "a" : "span", "point", { number, said, rows, tabIndex: at ? -1 : 0 });
        if (rows.length) point.href = root + rows[0];
        else point.setAttribute("role", "img");
        point.setAttribute("aria-label", said);
        point.style.left = 100 * x + "%";
        point.style.top = 100 * y + "%";
        return point;
      }));
      const same = [...layer.children].find((point) => point.number === focused);
      if (same) same.focus();
    }

    function nearest({ clientX, clientY }, reach) {
      let found = null;
      let least = reach;
      for (const point of layer.querySelectorAll(".point")) {
        const at = point.getBoundingClientRect();
        const away = Math.hypot(at.left + at.width / 2 - clientX, at.top + at.height / 2 - clientY);
        if (away < least) [found, least] = [point, away];
      }
      return found;
    }

    picture.append(layer);
    wide.addEventListener("change", fill);
    fill();
    picture.addEventListener("pointermove", (event) => {
      if (!touched) pointTo(box.contains(event.target) ? told : nearest(event, ON));
    });
    picture.addEventListener("pointerleave", () => pointTo(null));
    return nearest;
  }

  function pointTo(point) {
    if (point && point === dismissed) return;
    dismissed = null;
    if (point) tell(point);
    else leave();
  }

  function tell(point) {
    clearTimeout(timer);
    if (told === point) return;
    hide();
    told = point;
    const layer = point.parentNode;
    layer.querySelectorAll(".point").forEach((other) => { other.tabIndex = other === point ? 0 : -1; });
    point.classList.add("told");
    box.replaceChildren(element("p", "", { textContent: point.said }));
    point.rows.forEach((row, at) => {
      const link = element("a", "point-row", { href: root + row, textContent: row.split("#")[1] });
      // The point itself leads to its first row.
      if (!at) link.tabIndex = -1;
      box.append(link, " ");
    });
    layer.append(box);
    // Above the point, where no finger covers it, or below where there is no room.
    const place = point.getBoundingClientRect();
    const all = layer.parentNode.getBoundingClientRect();
    const right = document.documentElement.clientWidth - box.offsetWidth - EDGE;
    const left = Math.max(EDGE, Math.min(place.left + (place.width - box.offsetWidth) / 2, right));
    const above = place.top - box.offsetHeight;
    // It stays within a picture that gets narrower below it.
    box.style.left = `max(${EDGE - all.left}px, min(${left - all.left}px, 100% - ${box.offsetWidth}px))`;
    box.style.top = (above < 0 ? place.bottom : above) - all.top + "px";
  }

  function hide() {
    clearTimeout(timer);
    if (!told) return;
    if (box.contains(document.activeElement)) told.focus();
    told.classList.remove("told");
    told = null;
    tapped = false;
    box.remove();
  }

  function leave() {
    clearTimeout(timer);
    timer = setTimeout(() => {
      const held = told && (box.matches(":hover") || told.parentNode.contains(document.activeElement));
      if (!held && !tapped) hide();
    }, STAY);
  }

  // In a window of another width the box would stand beside the page.
  addEventListener("resize", hide);

  const around = (target) => target.closest("[data-points]");

  document.addEventListener("pointerover", async (event) => {
    touched = event.pointerType !== "mouse";
    const picture = around(event.target);
    if (!picture || box.contains(event.target)) return;
    const point = (await load(picture))(event, ON);
    // Meanwhile the pointer may have gone on.
    if (!touched && picture.matches(":hover")) pointTo(point);
  });

  document.addEventListener("focusin", ({ target }) => {
    if (target.matches(".point")) tell(target);
    else if (around(target)) load(around(target));
  });

  document.addEventListener("focusout", ({ relatedTarget }) => {
    if (told && !told.parentNode.contains(relatedTarget)) leave();
  });

  document.addEventListener("click", async (event) => {
    const { target } = event;
    if (target === told || box.contains(target)) return;
    const picture = touched && event.detail && around(target);
    const before = told;
    hide();
    if (!picture) return;
    event.preventDefault();
    const point = (await load(picture))(event, BESIDE);
    const large = target.closest("a");
    if (point) {
      tell(point);
      tapped = true;
    } else if (!before && large) location.assign(large.href);
  });

  document.addEventListener("keydown", (event) => {
    const { key, target } = event;
    if (key === "Escape" && told) {
      dismissed = told;
      hide();
    } else if (STEPS[key] && target.matches(".point")) {
      const points = [...target.parentNode.querySelectorAll(".point")];
      points.at((points.indexOf(target) + STEPS[key]) % points.length).focus();
      event.preventDefault();
    }
  });

  addEventListener("resize", hide);
})();
