"use strict";
// Right: the numbers, in groups; only some hundred are made, from the first or around the chosen one, until more are asked for.
(function () {
  const STEP = 200;
  let from = 0, until = STEP, shown = [], paper = false;
  // A verdict on what has changed since counts no more: the number is to be looked at again.
  SKL.review = (number) => {
    const review = SKL.reviews[number.id];
    return review && review.content === number.content ? review : null;
  };
  SKL.lapse = (number) => (number.was && (SKL.reviews[number.was.subject] || {}).entry_hash === number.was.entry_hash ? number.was : null);
  SKL.isOpen = (number) => number.kind !== "token" && Boolean(number.content) && !SKL.review(number);
  const GROUPS = {
    by_page: (number) => (number.page ? `${SKL.t("page")} ${number.page}` : SKL.t("no_page")),
    by_indicator: (number) => (number.indicator_id ? SKL.indicatorName(number.indicator_id) : SKL.t("none")),
    by_status: (number) => SKL.t(SKL.shape(number)),
  };
  const STATES = ["all", "used", "explained", "unexplained", "contradicted", "quarantined", "signed", "unsigned", "lapsed"];
  SKL.fillFilters = function () {
    options(SKL.at("group"), Object.keys(GROUPS));
    options(SKL.at("state"), STATES);
  };
  function options(select, keys) {
    const chosen = select.value || keys[0];
    select.replaceChildren(...keys.map((key) => SKL.make("option", { value: key }, SKL.t(key))));
    select.value = chosen;
  }
  function wanted(number) {
    const state = SKL.at("state").value, words = SKL.at("search").value.trim().toLowerCase();
    const fits = { all: true, signed: Boolean(SKL.review(number)), unsigned: SKL.isOpen(number), lapsed: SKL.isOpen(number) && Boolean(SKL.lapse(number)) };
    if (paper && state === "all" && number.state === "explained") return false;
    return (fits[state] ?? SKL.shape(number) === state) && (!words || wordsOf(number).includes(words));
  }
  function wordsOf(number) {
    number.words ??= [number.value_text, number.quote, number.indicator_id, ...(SKL.index.indicators[number.indicator_id] || []), number.group_label, number.id, number.reason].join(" ").toLowerCase();
    return number.words;
  }
  SKL.listed = () => shown;
  SKL.drawNumbers = function (fresh) {
    if (fresh) [from, until] = [0, STEP];
    const sample = SKL.view === "sample", group = GROUPS[SKL.at("group").value], names = new Map(), parts = [];
    const found = sample ? SKL.drawn() : SKL.source.numbers.filter(wanted);
    for (const number of found) {
      const name = sample ? "" : group(number);
      if (!names.has(name)) names.set(name, []);
      names.get(name).push(number);
    }
    shown = [...names.values()].flat();
    SKL.drawCount();
    let start = 0;
    for (const [name, members] of names) {
      const first = Math.max(from - start, 0), rows = members.slice(first, Math.max(until - start, 0)).map((number, index) => row(number, start + first + index));
      if (rows.length) parts.push(SKL.make("section", {}, name ? SKL.make("h2", {}, name) : null, SKL.make("ul", {}, ...rows)));
      start += members.length;
    }
    if (from > 0) parts.unshift(step("less", "earlier_rows", () => { from = Math.max(0, from - STEP); }));
    if (shown.length > until) parts.push(step("more", "more", () => { until += STEP; }));
    SKL.at("list").replaceChildren(...parts);
  };
  const step = (id, text, move) => SKL.make("button", { type: "button", id, class: "step", click: () => { move(); SKL.drawNumbers(); } }, SKL.t(text));
  SKL.drawCount = function () {
    const all = SKL.view === "sample" ? shown.length : SKL.source.numbers.length;
    SKL.at("count").textContent = SKL.t("count", shown.length, all, shown.filter(SKL.isOpen).length);
  };
  // Paper has all of the list but what rules explain, of which there is more than anybody reads; pages have it marked.
  SKL.forPaper = function (on) {
    paper = on;
    [from, until] = [0, on ? Infinity : STEP];
    SKL.drawNumbers();
  };
  function row(number, index) {
    const chosen = SKL.selected === number.id, place = SKL.view === "sample" ? SKL.make("span", { class: "place" }, `${index + 1}.`) : null;
    if (!number.kind) return SKL.make("li", { "data-number": number.id, class: "gone" }, place, ` ${number.id}: ${SKL.t("not_there")}`);
    const head = SKL.make("button", { type: "button", class: `number ${SKL.shape(number)}`, "aria-current": chosen ? "true" : null, "aria-expanded": String(chosen), click: () => SKL.select(number.id, "page") },
      place, place ? " " : null, SKL.make("bdi", { class: "value" }, number.value_text), " ", SKL.make("span", { class: "what" }, what(number)), " ",
      SKL.make("span", { class: "state" }, SKL.t(SKL.shape(number))), ...badges(number));
    return SKL.make("li", { "data-number": number.id }, head, chosen ? details(number) : null);
  }
  function what(number) {
    const listed = number.group_label && ["ranking", "app_list", "eservice_counts"].includes(number.reader) && `${number.group_label}: ${number.indicator_id ? SKL.indicatorName(number.indicator_id) : SKL.code(number.statistic === "count" ? number.unit : number.statistic)}`;
    const said = !listed && number.indicator_id ? SKL.joined(SKL.indicatorName(number.indicator_id), number.group_label) : listed || number.subject || (number.rule && SKL.code(number.rule)) || (number.check && SKL.meaning(number.check)) || "";
    return SKL.joined(said, number.year, SKL.onPage(number.page));
  }
  function badges(number) {
    const review = SKL.review(number), filed = !review && SKL.view === "sample" && SKL.judgedIn(number.id), found = [];
    if (review) found.push(` ${SKL.sign(review.verdict)} ${SKL.verdictName(review.verdict)}`);
    if (filed) found.push(` ${SKL.sign(filed)} ${SKL.verdictName(filed)} (${SKL.t("in_file")})`);
    const parts = found.map((text) => SKL.make("span", { class: "badge" }, text));
    if (SKL.isOpen(number) && SKL.lapse(number)) parts.push(SKL.make("span", { class: "badge old" }, ` ↻ ${SKL.t("lapsed")}`));
    return parts;
  }
  function details(number) {
    const review = SKL.review(number), was = SKL.lapse(number), parts = [], line = (...text) => parts.push(SKL.make("p", {}, ...text));
    if (number.quote) parts.push(SKL.quoted(number.quote));
    if (number.kind === "claim") line(`${number.value ?? "–"} (${SKL.code(number.unit)}, ${SKL.code(number.statistic)}) · ${SKL.t("allowed")}: ${number.value_low ?? "…"}–${number.value_high ?? "…"} · ${SKL.code(number.reader)}`);
    if (number.check) line(`${SKL.meaning(number.check)}.`);
    if (number.reason) line(`${SKL.t("reason")}: `, SKL.bdi(SKL.told(number.reason)));
    if (number.claim) parts.push(SKL.button(SKL.t("to_number"), () => SKL.select(number.claim, "both")), " ");
    if (number.claim || number.state === "contradicted") parts.push(SKL.button(SKL.t("to_contradiction"), () => SKL.show("contradictions", number.claim || number.id)));
    for (const held of SKL.source.heldOf.get(number.id) || []) line(`${SKL.t("held_back")}: ${SKL.meaning(held.check)}. `, SKL.button(SKL.t("reason"), () => SKL.select(held.id, "both")));
    if (review) line(...SKL.verdictLine(review));
    if (was) parts.push(SKL.make("p", { class: review ? "" : "warning" }, review ? `${SKL.t("earlier")}: ` : `${SKL.t("changed")} `, ...SKL.verdictLine(was)), SKL.sides(was, true));
    parts.push(SKL.make("p", { class: "id" }, number.id));
    return SKL.make("div", { class: "details" }, ...parts);
  }
  SKL.rowOf = (id) => [...document.querySelectorAll("#list li")].find((each) => each.dataset.number === id);
  SKL.reveal = function (id) {
    if (!shown.some((number) => number.id === id)) {
      if (SKL.view === "sample") SKL.show("numbers");
      SKL.at("state").value = "all"; SKL.at("search").value = "";
      SKL.drawNumbers();
    }
    const index = shown.findIndex((number) => number.id === id);
    if (index < from || index >= until) [from, until] = [Math.max(0, index - STEP / 4), index + STEP];
    SKL.drawNumbers();
  };
  SKL.redrawRow = function (id) {
    const index = shown.findIndex((number) => number.id === id), old = SKL.rowOf(id), number = SKL.source.byId.get(id);
    if (index >= 0 && old) { const focused = old.contains(document.activeElement); old.replaceWith(row(shown[index], index)); if (focused) SKL.rowOf(id).querySelector("button").focus({ preventScroll: true }); }
    if (number) SKL.remark(number);
  };
})();
