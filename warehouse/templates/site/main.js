"use strict";
(function () {
  const VIEWS = ["numbers", "sample", "contradictions", "changes", "coverage"];
  SKL.load = function (key, then) {
    if (SKL.data[key] && SKL.data[key].byId) return then();
    const script = SKL.make("script", { src: `data/${key}.js` });
    script.onload = () => { prepare(SKL.data[key]); then(); };
    script.onerror = () => SKL.say(SKL.t("failed"));
    document.head.append(script);
  };
  SKL.loadAll = function (sources, then) {
    const next = sources.find((each) => !(SKL.data[each.key] && SKL.data[each.key].byId));
    if (next) SKL.load(next.key, () => SKL.loadAll(sources, then)); else then();
  };
  function prepare(data) {
    data.byId = new Map(); data.byPage = new Map(); data.heldOf = new Map();
    const into = (map, key, number) => map.set(key, [...(map.get(key) || []), number]);
    for (const number of data.numbers) {
      data.byId.set(number.id, number);
      for (const page of new Set(number.boxes.map((box) => box[0]))) {
        if (!data.byPage.has(page)) data.byPage.set(page, []);
        data.byPage.get(page).push(number);
      }
      if (number.claim) into(data.heldOf, number.claim, number);
    }
    for (const was of data.lapsed) if (data.byId.has(was.successor)) data.byId.get(was.successor).was = was;
  }
  // A number by its id, in the source that is shown or in any other that is loaded.
  SKL.find = function (id) {
    const holds = (each) => SKL.data[each.key] && SKL.data[each.key].byId && SKL.data[each.key].byId.has(id);
    const source = SKL.current && holds(SKL.current) ? SKL.current : SKL.index.sources.find(holds);
    return source ? { key: source.key, number: SKL.data[source.key].byId.get(id) } : null;
  };
  function keyOf(id) {
    const found = SKL.find(id), row = SKL.worklists.flatMap((each) => each.rows).find((each) => each.id === id);
    return found ? found.key : row && row.key;
  }
  SKL.choose = function (key, then) {
    SKL.load(key, () => {
      SKL.current = SKL.index.sources.find((each) => each.key === key);
      SKL.source = SKL.data[key];
      SKL.at("source").value = key;
      SKL.selected = null;
      draw();
      SKL.usable ??= performance.now();
      if (then) then();
    });
  };
  function draw() {
    SKL.translate();
    SKL.fillFilters();
    SKL.drawPages();
    SKL.show(SKL.view);
  }
  // The same in another language: what was chosen stays chosen.
  function redraw() {
    const chosen = SKL.selected;
    draw();
    if (chosen && ["numbers", "sample"].includes(SKL.view)) SKL.select(chosen, "both");
    SKL.at("language").focus();
  }
  SKL.drawNav = function () {
    const lapsed = SKL.index.sources.reduce((sum, each) => sum + each.lapsed, 0), failed = SKL.index.findings.filter((each) => each.status === "fail").length;
    const counts = { contradictions: failed, changes: lapsed };
    for (const button of document.querySelectorAll("[data-view]")) {
      const count = counts[button.dataset.view];
      button.textContent = SKL.t(`view_${button.dataset.view}`) + (count ? ` (${count})` : "");
    }
  };
  // A claim leads to the first of the contradictions that it has a part in.
  SKL.show = function (view, claim) {
    SKL.view = view;
    const beside = view === "numbers" || view === "sample";
    for (const each of VIEWS.filter((name) => name !== "sample")) SKL.at(`view-${each}`).hidden = beside ? each !== "numbers" : each !== view;
    document.body.dataset.shown = view;
    SKL.at("filters").hidden = view === "sample";
    SKL.at("count").hidden = view === "sample";
    SKL.at("draw").hidden = view !== "sample";
    SKL.drawNav();
    for (const button of document.querySelectorAll("[data-view]")) {
      if (button.dataset.view === view) button.setAttribute("aria-current", "page"); else button.removeAttribute("aria-current");
    }
    if (view === "sample") SKL.drawSample();
    if (beside) SKL.drawNumbers(true);
    if (view === "contradictions") SKL.loadAll(SKL.index.sources, () => { SKL.drawContradictions(); SKL.showFinding(claim); });
    if (view === "changes") SKL.loadAll(SKL.index.sources.filter((each) => each.lapsed), SKL.drawChanges);
    if (view === "coverage") SKL.drawCoverage();
  };
  // Where to scroll: "page" for a number clicked, "list" for a mark clicked, "both" for the next unreviewed.
  SKL.select = function (id, where) {
    const before = SKL.selected, number = SKL.source.byId.get(id);
    if (!number) return selectElsewhere(id);
    SKL.selected = id;
    if (before && before !== id) { SKL.redrawRow(before); const held = SKL.source.byId.get((SKL.source.byId.get(before) || {}).claim); if (held) SKL.remark(held); }
    if (!SKL.rowOf(id)) SKL.reveal(id);
    SKL.redrawRow(id);
    const row = SKL.rowOf(id);
    row.scrollIntoView({ block: "nearest" });
    // Rows that were out of view had a guessed height until now.
    requestAnimationFrame(() => row.scrollIntoView({ block: "nearest" }));
    row.querySelector("button").focus({ preventScroll: true });
    if (where !== "list") SKL.showPlace(number);
    for (const each of [number, SKL.source.byId.get(number.claim)]) if (each) SKL.remark(each);
    history.replaceState(null, "", `#${SKL.current.key}/${id}`);
  };
  // Until the other source is there nothing is chosen, so that no key judges the number before.
  function selectElsewhere(id) {
    const key = keyOf(id), before = SKL.selected;
    if (!key) return;
    SKL.selected = null;
    if (before) SKL.redrawRow(before);
    SKL.say(SKL.t("loading"), true);
    SKL.choose(key, () => { if (SKL.at("message").textContent === SKL.t("loading")) SKL.say(""); SKL.select(id, "both"); });
  }
  SKL.open = (key, id) => { SKL.view = "numbers"; SKL.choose(key, () => SKL.select(id, "both")); };
  SKL.openPage = function (page) {
    SKL.show("numbers");
    const article = document.querySelector(`#pages article[data-page="${Number(page)}"]`);
    if (article) article.scrollIntoView({ block: "start" });
  };
  // Paper has no scrolling: everything that is made late on the screen is made before it is printed.
  window.addEventListener("beforeprint", () => {
    for (const page of SKL.source.pages) SKL.mark(page.page);
    for (const image of document.querySelectorAll("img[loading]")) image.loading = "eager";
    for (const more of document.querySelectorAll("details")) more.open = true;
    if (["numbers", "sample"].includes(SKL.view)) SKL.forPaper(true);
  });
  window.addEventListener("afterprint", () => SKL.forPaper(false));
  const sources = SKL.index.sources;
  SKL.at("source").replaceChildren(...sources.map((each) => SKL.make("option", { value: each.key }, `${each.title} (${each.id})`)));
  SKL.at("source").addEventListener("change", (event) => { if (SKL.view === "sample") SKL.view = "numbers"; SKL.choose(event.target.value); });
  SKL.at("language").value = SKL.language;
  SKL.at("language").addEventListener("change", (event) => { SKL.language = event.target.value; SKL.keep("language", SKL.language); SKL.say(""); redraw(); });
  SKL.at("filters").addEventListener("input", () => SKL.drawNumbers(true));
  SKL.at("filters").addEventListener("submit", (event) => event.preventDefault());
  for (const button of document.querySelectorAll("[data-view]")) button.addEventListener("click", () => SKL.show(button.dataset.view));
  SKL.translate();
  SKL.drawNav();
  SKL.startReviews();
  const [wanted, id] = location.hash.slice(1).split("/");
  const first = sources.find((each) => each.key === wanted) || sources[0];
  if (first) SKL.choose(first.key, () => { if (id) SKL.select(id, "both"); });
})();
