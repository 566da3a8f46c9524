"use strict";
// Right: the numbers, in groups; only the first few hundred are made until more are asked for.
(function () {
  const STEP = 200;
  let limit = STEP, shown = [];
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
    return (fits[state] ?? SKL.shape(number) === state) && (!words || number.words.includes(words));
  }
  SKL.listed = () => shown;
  SKL.drawNumbers = function (fresh) {
    if (fresh) limit = STEP;
    const key = GROUPS[SKL.at("group").value], groups = new Map();
    const numbers = SKL.view === "sample" ? SKL.drawn() : SKL.source.numbers.filter(wanted);
    for (const number of numbers) {
      const name = SKL.view === "sample" ? "" : key(number);
      if (!groups.has(name)) groups.set(name, []);
      groups.get(name).push(number);
    }
    shown = [...groups.values()].flat();
    SKL.drawCount();
    let left = limit;
    const sections = [];
    for (const [name, members] of groups) {
      if (left <= 0) break;
      sections.push(SKL.make("section", {}, name ? SKL.make("h2", {}, name) : null, SKL.make("ul", {}, ...members.slice(0, left).map((number, index) => row(number, index)))));
      left -= members.length;
    }
    if (shown.length > limit) sections.push(SKL.make("button", { type: "button", id: "more", click: () => { limit += STEP; SKL.drawNumbers(); } }, SKL.t("more")));
    SKL.at("list").replaceChildren(...sections);
  };
  SKL.drawCount = function () {
    const all = SKL.view === "sample" ? shown.length : SKL.source.numbers.length;
    SKL.at("count").textContent = SKL.t("count", shown.length, all, shown.filter(SKL.isOpen).length);
  };
  SKL.drawAll = () => { limit = Infinity; SKL.drawNumbers(); };
  function row(number, index) {
    const chosen = SKL.selected === number.id, place = SKL.view === "sample" ? SKL.make("span", { class: "place" }, `${index + 1}.`) : null;
    if (!number.kind) return SKL.make("li", { "data-number": number.id, class: "gone" }, place, ` ${number.id}: ${SKL.t("not_there")}`);
    const head = SKL.make("button", { type: "button", class: `number ${SKL.shape(number)}`, "aria-current": chosen ? "true" : null, "aria-expanded": String(chosen), click: () => SKL.select(number.id, "page") },
      place, place ? " " : null, SKL.make("bdi", { class: "value" }, number.value_text), " ", SKL.make("span", { class: "what" }, what(number)), " ",
      SKL.make("span", { class: "state" }, SKL.t(SKL.shape(number))), ...badges(number));
    return SKL.make("li", { "data-number": number.id }, head, chosen ? details(number) : null);
  }
  function what(number) {
    const listed = number.group_label && ["score", "rank"].includes(number.statistic) && `${number.group_label}, ${SKL.code(number.statistic)}`;
    const said = number.indicator_id ? SKL.joined(SKL.indicatorName(number.indicator_id), number.group_label) : listed || number.subject || (number.rule && SKL.code(number.rule)) || (number.check && SKL.meaning(number.check)) || "";
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
    if (index >= limit) limit = index + STEP;
    SKL.drawNumbers();
  };
  SKL.redrawRow = function (id) {
    const index = shown.findIndex((number) => number.id === id), old = SKL.rowOf(id), number = SKL.source.byId.get(id);
    if (index >= 0 && old) { const focused = old.contains(document.activeElement); old.replaceWith(row(shown[index], index)); if (focused) SKL.rowOf(id).querySelector("button").focus({ preventScroll: true }); }
    if (number) SKL.remark(number);
  };
})();
