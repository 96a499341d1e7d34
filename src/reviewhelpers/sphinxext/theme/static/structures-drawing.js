// Draws a structure on a canvas, farthest things first, and measures it. It needs no WebGL, which not every machine has.
(function () {
  "use strict";
  const FAR = 5;  // distance of the eye, in radii of the structure
  const FADED = 0.7;  // what the farthest things take of the paper
  const BOND = 0.1;  // radius of a bond, in ångström
  const GAP = 0.55;  // radius of the ring where an atom is missing
  const MARGIN = 0.45;  // what an atom at the edge needs
  const TYPE = 14;  // pixels
  const BELOW = 34;  // pixels below the structure for what tells of colours and scale
  const PIECES = 16;  // of a line of the frame, each at its own depth
  const [BLACK, WHITE] = [[0, 0, 0], [255, 255, 255]];
  const COUNTS = ["no neighbours", "one neighbour", ..."two three four five six seven eight nine ten eleven twelve"
    .split(" ").map((count) => count + " neighbours")];

  // Vectors, and turns as quaternions

  const minus = (a, b) => a.map((value, at) => value - b[at]);
  const plus = (a, b, share = 1) => a.map((value, at) => value + share * b[at]);
  const mix = (a, b, share) => a.map((value, at) => value + (b[at] - value) * share);
  const dot = (a, b) => a.reduce((sum, value, at) => sum + value * b[at], 0);
  const length = (a) => Math.hypot(...a);
  const clamp = (value, low, high) => Math.min(Math.max(value, low), high);

  function turn(axis, angle) {
    return [Math.cos(angle / 2), ...axis.map((value) => value * Math.sin(angle / 2))];
  }

  function after([a, b, c, d], [e, f, g, h]) {
    return [
      a * e - b * f - c * g - d * h, a * f + b * e + c * h - d * g,
      a * g - b * h + c * e + d * f, a * h + b * g - c * f + d * e,
    ];
  }

  // Turns add up to one that is none any more, little by little.
  function unit(turned) {
    const size = length(turned);
    return turned.map((value) => value / size);
  }

  function matrix([w, x, y, z]) {
    return [
      [1 - 2 * (y * y + z * z), 2 * (x * y - w * z), 2 * (x * z + w * y)],
      [2 * (x * y + w * z), 1 - 2 * (x * x + z * z), 2 * (y * z - w * x)],
      [2 * (x * z - w * y), 2 * (y * z + w * x), 1 - 2 * (x * x + y * y)],
    ];
  }

  // Turned about the vertical axis of the structure, then tilted back: 0 looks down on it, 90 from the side.
  function seen([about, back]) {
    return after(turn([1, 0, 0], -back * Math.PI / 180), turn([0, 0, 1], about * Math.PI / 180));
  }

  // A structure with what is drawn and told of it

  function prepare(structure) {
    const { positions, elements, roles, bonds, vacancies, kinds } = structure;
    const counts = positions.map(() => 0);
    for (const pair of bonds) for (const at of pair) counts[at] += 1;
    const lit = roles.some(Boolean);
    const places = positions.map((place, at) => {
      const [role, symbol, count] = [roles[at], elements[at], (structure.neighbours || counts)[at]];
      const name = `${symbol} ${at + 1}`;
      return {
        place, symbol, name,
        quiet: lit && !role,
        first: lit && role,
        told: [name, ...(role ? [role] : []), COUNTS[count] || count + " neighbours"].join(", "),
        radius: kinds[symbol].radius,
      };
    });
    vacancies.forEach(([symbol, ...place], at) => {
      const name = `missing ${symbol}${vacancies.length > 1 ? ` ${at + 1}` : ""}`;
      places.push({ place, symbol, name, told: name, missing: true, first: true, radius: GAP });
    });
    const reach = [...places.map(({ place }) => place), ...structure.frame.flatMap(([from, to]) => [from, to])];
    const ends = [Math.min, Math.max].map((end) => [0, 1, 2].map((axis) => end(...reach.map((one) => one[axis]))));
    const middle = mix(...ends, 0.5);
    const radius = Math.max(...reach.map((one) => length(minus(one, middle))), 1) + MARGIN;
    // The frame without what lies within atoms: it would be drawn over them.
    const lines = structure.frame.flatMap(([from, to, name]) => Array.from({ length: PIECES }, (_, piece) => {
      const [start, end] = [piece, piece + 1].map((part) => mix(from, to, part / PIECES));
      const between = mix(start, end, 0.5);
      const within = places.some((one) => !one.missing && length(minus(one.place, between)) < one.radius + 0.1);
      return { start, end, within, name: piece === PIECES - 1 && name };
    }));
    // What a reader steps through: what is lit, then the rest.
    const order = [...places.keys()];
    order.sort((a, b) => !places[a].first - !places[b].first);
    return { ...structure, places, lines, reach, middle, radius, order };
  }

  // The distance of two places, or the angle at the second of three.
  function measure({ places }, marked) {
    const [a, b, c] = marked.map((index) => places[index].place);
    const names = marked.map((index) => places[index].name).join(" – ");
    if (!c) {
      const value = length(minus(a, b)).toFixed(2) + " Å";
      return { value, told: `Distance ${names}: ${value}` };
    }
    const [one, other] = [minus(a, b), minus(c, b)];
    const cosine = clamp(dot(one, other) / length(one) / length(other), -1, 1);
    const value = (Math.acos(cosine) * 180 / Math.PI).toFixed(1) + "°";
    return { value, told: `Angle ${names}: ${value}` };
  }

  // Colours

  const css = (colour, share = 1) => `rgba(${colour.map(Math.round)},${share})`;
  const light = (colour) => dot(colour, [0.3, 0.59, 0.11]) > 140;

  function parse(colour) {
    if (colour[0] === "#") return [1, 3, 5].map((at) => parseInt(colour.slice(at, at + 2), 16));
    return colour.match(/[\d.]+/g).slice(0, 3).map(Number);
  }

  // The style sheet says them, or a reader's own colours of high contrast do.
  function palette(canvas) {
    const style = getComputedStyle(canvas);
    const [paper, ink, quiet, accent, link] = [
      style.backgroundColor, style.color, style.borderTopColor, style.columnRuleColor, style.caretColor,
    ].map(parse);
    return { paper, ink, quiet, accent, link, font: style.fontFamily, mode: light(paper) ? "colour" : "dark" };
  }

  // Shapes

  function brush(context, { paper, ink, quiet, font }) {
    function stroke(style, width, dashes = []) {
      Object.assign(context, { strokeStyle: style, lineWidth: width });
      context.setLineDash(dashes);
      context.stroke();
    }

    function line(from, to, ...how) {
      context.beginPath();
      context.moveTo(from.x, from.y);
      context.lineTo(to.x, to.y);
      stroke(...how);
    }

    function round({ x, y }, radius) {
      context.beginPath();
      context.arc(x, y, Math.max(radius, 0), 0, 2 * Math.PI);
    }

    function disc(spot, radius, style) {
      round(spot, radius);
      context.fillStyle = style;
      context.fill();
    }

    function ring(spot, radius, ...how) {
      round(spot, radius);
      stroke(...how);
    }

    function ball(spot, radius, own) {
      const { x, y } = spot;
      // White leaves room for its light.
      const colour = mix(own, BLACK, dot(own, own) > 190000 ? 0.12 : 0);
      const shade = context.createRadialGradient(
        x - 0.35 * radius, y - 0.4 * radius, 0.02 * radius, x - 0.1 * radius, y - 0.12 * radius, 1.12 * radius,
      );
      shade.addColorStop(0, css(mix(colour, WHITE, 0.8)));
      shade.addColorStop(0.28, css(mix(colour, WHITE, 0.22)));
      shade.addColorStop(0.65, css(colour));
      shade.addColorStop(1, css(mix(colour, BLACK, 0.42)));
      disc(spot, radius, shade);
      ring(spot, radius, css(mix(colour, BLACK, 0.5)), Math.min(1, radius / 12));
    }

    function gap(spot, radius, colour, dashes) {
      disc(spot, radius, css(mix(colour, paper, 0.85)));
      ring(spot, radius, css(colour), 2, dashes);
    }

    // One that leans towards the eye ends in an ellipse on its atom.
    function rod(from, to, colour, lean) {
      const width = BOND * (from.size + to.size);
      const [x, y] = [to.x - from.x, to.y - from.y];
      const far = Math.hypot(x, y) || 1;
      // Across the rod, from the side of the light.
      const sign = (y > x ? 1 : -1) * width / far / 2;
      const [right, down] = [-y * sign, x * sign];
      const shade = context.createLinearGradient(from.x + right, from.y + down, from.x - right, from.y - down);
      shade.addColorStop(0, css(mix(colour, BLACK, 0.25)));
      shade.addColorStop(0.35, css(mix(colour, WHITE, 0.45)));
      shade.addColorStop(1, css(mix(colour, BLACK, 0.42)));
      line(from, to, shade, width);
      context.beginPath();
      context.ellipse(from.x, from.y, lean * width / 2, width / 2, Math.atan2(y, x), 0, 2 * Math.PI);
      context.fillStyle = shade;
      context.fill();
    }

    function measureText(text, weight) {
      context.font = `${weight} ${TYPE}px ${font}`;
      return context.measureText(text).width;
    }

    function write(text, x, y, style, { weight = "", align = "center", halo = true } = {}) {
      measureText(text, weight);
      Object.assign(context, { textAlign: align, textBaseline: "middle", lineJoin: "round", fillStyle: style });
      if (halo) {
        Object.assign(context, { strokeStyle: css(paper), lineWidth: 4 });
        context.setLineDash([]);
        context.strokeText(text, x, y);
      }
      context.fillText(text, x, y);
    }

    function box(left, top, width, height, style) {
      context.beginPath();
      if (context.roundRect) context.roundRect(left, top, width, height, 5);
      else context.rect(left, top, width, height);
      context.fillStyle = style;
      context.fill();
    }

    // A text on a ground of its own, within a picture of this size.
    function tag(text, x, y, wide, high) {
      const width = measureText(text, 600) + 16;
      const [left, top] = [clamp(x - width / 2, 2, wide - width - 2), clamp(y - 12, 2, high - 26)];
      box(left, top, width, 24, css(paper));
      stroke(css(quiet), 1);
      write(text, left + width / 2, top + 12.5, css(ink), { weight: 600, halo: false });
    }

    return { line, ring, ball, gap, rod, measureText, write, box, tag };
  }

  // How the structure is projected when it is turned so: the place of a point before, and its pixels.
  function projection({ middle, radius }, turned, { clientWidth: width, clientHeight: height }, zoom, shift) {
    const rows = matrix(turned);
    const scale = 0.5 * Math.min(width, height - BELOW) / radius * zoom;
    return {
      scale,
      turnedTo: (place) => {
        const from = minus(place, middle);
        return rows.map((row) => dot(row, from));
      },
      project: ([x, y, z]) => {
        const size = scale * FAR / Math.max(FAR - z / radius, 0.5);
        return { x: width / 2 + shift[0] + x * size, y: (height - BELOW) / 2 + shift[1] - y * size, z, size };
      },
    };
  }

  // The zoom at which all of it shows when it is turned so.
  function fitting(canvas, structure, turned) {
    const { turnedTo, project } = projection(structure, turned, canvas, 1, [0, 0]);
    const [width, height] = [canvas.clientWidth / 2, (canvas.clientHeight - BELOW) / 2];
    const shares = structure.reach.map((place) => {
      const { x, y, size } = project(turnedTo(place));
      return Math.max((Math.abs(x - width) + MARGIN * size) / width, (Math.abs(y - height) + MARGIN * size) / height);
    });
    return clamp(0.96 / Math.max(...shares), 0.5, 1.8);
  }

  // The picture. It gives what a pointer can meet, in pixels.
  function draw(canvas, structure, { turned, zoom, shift, marked, current, hovered, plain }) {
    const [width, height] = [canvas.clientWidth, canvas.clientHeight];
    const ratio = Math.min(devicePixelRatio || 1, 3);
    const [across, down] = [width * ratio, height * ratio].map(Math.round);
    if (canvas.width !== across || canvas.height !== down) Object.assign(canvas, { width: across, height: down });
    const context = canvas.getContext("2d");
    const colours = palette(canvas);
    const { paper, ink, quiet, accent, link, mode } = colours;
    const { line, ring, ball, gap, rod, measureText, write, box, tag } = brush(context, colours);
    const { places, lines, radius, bonds, kinds } = structure;
    const { scale, turnedTo, project } = projection(structure, turned, canvas, zoom, shift);
    const things = [];
    const at = places.map(({ place }) => turnedTo(place));
    const front = Math.max(...at.map(([, , z]) => z));
    const fade = (colour, z) => mix(colour, paper, plain ? 0 : FADED * clamp((front - z) / (1.7 * radius), 0, 1));
    const spots = at.map((place, index) => {
      const spot = project(place);
      return { ...spot, index, radius: places[index].radius * spot.size };
    });
    const colour = ({ symbol, quiet: back }) => mix(parse(kinds[symbol][mode]), paper, back && !plain ? 0.5 : 0);
    const lack = (symbol) => mix(parse(kinds[symbol][mode]), ink, 0.4);
    const add = (z, paint) => things.push({ z, paint });

    for (const { start, end, within, name } of lines) {
      const [one, other] = [turnedTo(start), turnedTo(end)];
      const z = (one[2] + other[2]) / 2;
      if (!within) add(z, () => line(project(one), project(other), css(fade(quiet, z)), 1));
      if (!name) continue;
      const { x, y } = project(mix(one, other, 1 + 0.8 / length(minus(other, one))));
      add(z, () => write(name, x, y, css(fade(quiet, z)), { weight: "italic" }));
    }
    for (const pair of bonds) {
      pair.forEach((index, side) => {
        const [own, other] = [at[index], at[pair[1 - side]]];
        const far = length(minus(other, own));
        // Not from the middle of the atom: what comes towards the eye would be drawn over it.
        const start = mix(own, other, 0.95 * places[index].radius / far);
        // A little more than half, or a seam would show.
        const end = mix(own, other, 0.51);
        const z = (start[2] + end[2]) / 2;
        const lean = Math.abs(other[2] - own[2]) / far;
        add(z, () => rod(project(start), project(end), fade(colour(places[index]), z), lean));
      });
    }
    spots.forEach((spot, index) => add(spot.z, () => {
      const { missing, symbol, first } = places[index];
      const tone = fade(missing ? lack(symbol) : colour(places[index]), spot.z);
      if (missing) gap(spot, spot.radius, tone, [4, 3.2]);
      else ball(spot, spot.radius, tone);
      // What is lit carries its symbol, where it has room.
      if (!first || missing || measureText(symbol, 600) > 1.6 * spot.radius) return;
      write(symbol, spot.x, spot.y + 0.5, css(light(tone) ? BLACK : WHITE), { weight: 600, halo: false });
    }));

    context.setTransform(ratio, 0, 0, ratio, 0, 0);
    context.fillStyle = css(paper);
    context.fillRect(0, 0, width, height);
    things.sort((a, b) => a.z - b.z);
    for (const { paint } of things) paint();

    // What a reader chose lies above all.
    const chosen = marked.map((index) => spots[index]);
    chosen.slice(1).forEach((to, before) => {
      const from = chosen[before];
      const far = Math.hypot(to.x - from.x, to.y - from.y);
      const rim = (one, other) => {
        const share = Math.min((one.radius + 4) / far, 0.5) || 0;
        return { x: one.x + (other.x - one.x) * share, y: one.y + (other.y - one.y) * share };
      };
      const ends = [rim(from, to), rim(to, from)];
      line(...ends, css(paper), 5);
      line(...ends, css(accent), 2, [5, 4]);
    });
    for (const spot of chosen) ring(spot, spot.radius + 2.5, css(accent), 3);
    if (current !== null) ring(spots[current], spots[current].radius + 7, css(link), 2);
    const above = (spot, text) => tag(text, spot.x, spot.y - spot.radius - 22, width, height);
    if (chosen.length === 3) above(chosen[1], measure(structure, marked).value);
    else if (chosen.length === 2) {
      const [from, to] = chosen;
      const top = Math.min(from.y - from.radius, to.y - to.radius);
      tag(measure(structure, marked).value, (from.x + to.x) / 2, top - 22, width, height);
    }
    const named = hovered ?? (chosen.length > 1 || marked.includes(current) ? null : current);
    if (named !== null) above(spots[named], places[named].name);

    // What the colours mean, and how long an ångström is.
    const parts = [...new Set(structure.elements)].map((symbol) => [
      symbol, (spot) => ball(spot, 7, parse(kinds[symbol][mode])),
    ]);
    if (structure.vacancies.length) parts.push(["missing", (spot) => gap(spot, 7, lack(structure.vacancies[0][0]), [3.5, 2.6])]);
    const widths = parts.map(([text]) => measureText(text, "") + 33);
    box(4, height - 32, widths.reduce((sum, each) => sum + each, 4), 28, css(paper, 0.8));
    let x = 17;
    parts.forEach(([text, paint], number) => {
      paint({ x, y: height - 18 });
      write(text, x + 12, height - 17.5, css(ink), { align: "left", halo: false });
      x += widths[number];
    });
    const long = [20, 10, 5, 2, 1].find((size) => size * scale < 0.2 * width) || 0.5;
    const [left, right] = [width - 14 - long * scale, width - 14];
    box(left - 8, height - 36, long * scale + 18, 32, css(paper, 0.8));
    line({ x: left, y: height - 11 }, { x: right, y: height - 11 }, css(ink), 2);
    write(`${long} Å`, (left + right) / 2, height - 23, css(ink), { halo: false });
    return spots;
  }

  window.structureDrawing = { after, clamp, dot, draw, fitting, measure, mix, plus, prepare, seen, turn, unit };
})();
