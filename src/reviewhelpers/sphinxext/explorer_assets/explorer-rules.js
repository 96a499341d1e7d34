// What the rules of comparability say of two points, or of many: the keys come from the build, see analysis/relations.
(function () {
  "use strict";

  const { records, rules, keys } = window.explorer;
  const numbers = new Map(records.map((record, index) => [record, index]));

  const near = (one, other, width) => one.every((end, place) =>
    end === null || other[place] === null ? end === other[place] : Math.abs(end - other[place]) < width);
  const unequal = (one, other) => one !== null && other !== null && one !== other;
  const BREAKS = {
    unequal: (relation, one, other) => unequal(relation.keys[one], relation.keys[other]),
    "unequal-if-marked": ({ keys }, one, other) =>
      Boolean(keys[one][1] || keys[other][1]) && unequal(keys[one][0], keys[other][0]),
    "either-lacks": ({ keys }, one, other) =>
      Boolean(keys[one][0] || keys[other][0]) && (keys[one][1] === null || keys[one][1] !== keys[other][1]),
    listed: ({ keys }, one, other) => keys[one].includes(other) || keys[other].includes(one),
    apart: ({ keys, closerThan }, one, other) => {
      const [a, b] = [keys[one], keys[other]];
      if (!a || !b) return false;
      if (!a.volts || !b.volts) return String(a.currents) !== String(b.currents);
      const silent = a.work === b.work && !(a.stated && b.stated);
      if (a.scale === b.scale || silent) return !near(a.volts, b.volts, closerThan);
      return Boolean(a.rhe && b.rhe) && !near(a.rhe, b.rhe, closerThan);
    },
  };
  const UNKNOWN = rules.findIndex((rule) => rule.name === "scale-unknown");

  // The keys of a point on an axis, by rule, or null where it has no value there or the axis is a condition.
  function keysOf(record, axis) {
    const known = keys.of[axis]?.[numbers.get(record)];
    return known === undefined || known === null ? null : keys.classes[axis][known];
  }

  // Points that the rules cannot tell apart are one group; where inferred scales do not count, its work matters too.
  function groupOf(record, axes, counts) {
    const doubted = !counts.inferred && record.scale === "inferred" ? record.work.key : "";
    return { own: axes.map((axis) => keysOf(record, axis)), doubted };
  }

  // Which rules two groups break, or null where they have no value in common.
  function broken(one, other) {
    const shared = one.own.flatMap((own, axis) => (own && other.own[axis] ? [[own, other.own[axis]]] : []));
    if (!shared.length) return null;
    const found = rules.map((_, number) => shared.some(([a, b]) =>
      BREAKS[keys.relations[number].kind](keys.relations[number], a[number], b[number])));
    if (UNKNOWN >= 0 && (one.doubted || other.doubted) && one.doubted !== other.doubted) found[UNKNOWN] = true;
    return found;
  }

  function between(one, other, axes, counts) {
    const found = broken(groupOf(one, axes, counts), groupOf(other, axes, counts));
    if (!found) return null;
    const told = rules.filter((_, number) => found[number]);
    return { forbids: told.filter((rule) => rule.forbids), warns: told.filter((rule) => !rule.forbids) };
  }

  const quantities = () => Object.keys(keys.of);

  // What stands between two points, quantity by quantity.
  function verdict(one, other, counts) {
    return quantities().map((axis) => ({ axis, ...between(one, other, [axis], counts) }))
      .filter((each) => each.forbids);
  }

  // The points of other systems that may be compared in every shown quantity that both have.
  function partners(record, points, axes, counts) {
    const shown = axes.filter((axis) => axis in keys.of);
    return points.filter((other) => other.system !== record.system &&
      between(record, other, shown.length ? shown : quantities(), counts)?.forbids.length === 0);
  }

  function alike(points, axes, counts) {
    const found = new Map();
    for (const record of points) {
      const group = groupOf(record, axes, counts);
      const name = JSON.stringify(group);
      if (!found.has(name)) found.set(name, { ...group, count: 0, systems: new Map() });
      const own = found.get(name);
      own.count += 1;
      own.systems.set(record.system, (own.systems.get(record.system) || 0) + 1);
    }
    return [...found.values()];
  }

  // Pairs of points on two systems, of two groups or of one.
  function pairsOf(one, other) {
    let same = 0;
    one.systems.forEach((count, system) => { same += count * (other.systems.get(system) || 0); });
    return (one.count * other.count - same) / (one === other ? 2 : 1);
  }

  // How many pairs of points have a shown quantity in common, how many of them no rule forbids, and what they break.
  function counted(points, axes, counts) {
    const groups = alike(points, axes.filter((axis) => axis in keys.of), counts);
    const broke = rules.map(() => 0);
    let [all, forbidden] = [0, 0];
    groups.forEach((one, index) => {
      for (const other of groups.slice(index)) {
        const pairs = pairsOf(one, other);
        const found = pairs && broken(one, other);
        if (!found) continue;
        all += pairs;
        found.forEach((is, number) => { if (is) broke[number] += pairs; });
        if (found.some((is, number) => is && rules[number].forbids)) forbidden += pairs;
      }
    });
    return { all, forbidden, counts: broke };
  }

  // A reader's own points get keys beside those of the book.
  function add(record, statements) {
    numbers.set(record, records.push(record) - 1);
    for (const axis of quantities()) {
      const statement = statements[axis];
      const own = statement && keys.relations.map((relation, number) =>
        relation.keys.push(...ownKey(relation, statement[rules[number].name], relation.keys.length)) - 1);
      keys.of[axis].push(own ? keys.classes[axis].push(own) - 1 : null);
    }
  }

  // One key: equal to one that is there where the texts agree, else one that differs from all.
  function ownKey(relation, said, number) {
    const found = relation.names ? relation.names.findIndex((name) =>
      JSON.stringify(name) === JSON.stringify(said)) : -1;
    if (relation.names) relation.names.push(said);
    switch (relation.kind) {
      case "unequal": return [found >= 0 ? relation.keys[found] : said === null ? null : number];
      case "listed": return [found >= 0 ? [...relation.keys[found]] : relation.keys.map((_, other) => other)];
      case "either-lacks": {
        const withinWork = relation.keys.every((key) => key[1] === null);
        return [[Number(Boolean(said)), withinWork ? null : -1]];
      }
      case "unequal-if-marked": return [[null, Number(Boolean(said))]];
      default: return [said];
    }
  }

  function forget(isOwn) {
    for (let index = records.length - 1; index >= 0; index -= 1) {
      if (!isOwn(records[index])) continue;
      numbers.delete(records[index]);
      records.splice(index, 1);
      for (const axis of quantities()) keys.of[axis].splice(index, 1);
    }
  }

  window.explorer.judge = { add, between, counted, forget, partners, verdict };
})();
