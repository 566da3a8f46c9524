"use strict";
(function () {
  const VIEWS = ["numbers", "contradictions", "coverage"];
  SKL.load = function (key, then) {
    if (SKL.data[key] && SKL.data[key].byId) return then();
    const script = SKL.make("script", { src: `data/${key}.js` });
    script.onload = () => { prepare(SKL.data[key]); then(); };
    script.onerror = () => SKL.say(SKL.t("failed"));
    document.head.append(script);
  };
  function prepare(data) {
    data.byId = new Map(); data.byPage = new Map();
    for (const number of data.numbers) {
      data.byId.set(number.id, number);
      number.words = [number.value_text, number.quote, number.indicator_id, ...(SKL.index.indicators[number.indicator_id] || []), number.id, number.reason].join(" ").toLowerCase();
      for (const page of new Set(number.boxes.map((box) => box[0]))) {
        if (!data.byPage.has(page)) data.byPage.set(page, []);
        data.byPage.get(page).push(number);
      }
    }
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
    SKL.drawNumbers(true);
    SKL.show(SKL.view);
  }
  SKL.show = function (view) {
    SKL.view = view;
    for (const each of VIEWS) SKL.at(`view-${each}`).hidden = each !== view;
    for (const button of document.querySelectorAll("[data-view]")) {
      if (button.dataset.view === view) button.setAttribute("aria-current", "page"); else button.removeAttribute("aria-current");
    }
    if (view === "contradictions") SKL.drawContradictions();
    if (view === "coverage") SKL.drawCoverage();
  };
  // Where to scroll: "page" for a number clicked, "list" for a mark clicked, "both" for the next unreviewed.
  SKL.select = function (id, where) {
    const before = SKL.selected, number = SKL.source.byId.get(id);
    if (!number) return;
    SKL.selected = id;
    if (before && before !== id) SKL.redrawRow(before);
    if (!SKL.rowOf(id)) SKL.reveal(id);
    SKL.redrawRow(id);
    const row = SKL.rowOf(id);
    if (where !== "page") {
      row.scrollIntoView({ block: "nearest" });
      // Rows that were out of view had a guessed height until now.
      requestAnimationFrame(() => row.scrollIntoView({ block: "nearest" }));
    }
    row.querySelector("button").focus({ preventScroll: true });
    if (where !== "list") SKL.showPlace(number);
    SKL.remark(number);
    history.replaceState(null, "", `#${SKL.current.key}/${id}`);
  };
  SKL.open = (key, id) => { SKL.view = "numbers"; SKL.choose(key, () => SKL.select(id, "both")); };
  SKL.openPage = function (page) {
    SKL.show("numbers");
    const article = document.querySelector(`#pages article[data-page="${Number(page)}"]`);
    if (article) article.scrollIntoView({ block: "start" });
  };
  const sources = SKL.index.sources;
  SKL.at("source").replaceChildren(...sources.map((each) => SKL.make("option", { value: each.key }, `${each.title} (${each.id})`)));
  SKL.at("source").addEventListener("change", (event) => SKL.choose(event.target.value));
  SKL.at("language").value = SKL.language;
  SKL.at("language").addEventListener("change", (event) => { SKL.language = event.target.value; SKL.keep("language", SKL.language); draw(); });
  SKL.at("filters").addEventListener("input", () => SKL.drawNumbers(true));
  SKL.at("filters").addEventListener("submit", (event) => event.preventDefault());
  for (const button of document.querySelectorAll("[data-view]")) button.addEventListener("click", () => SKL.show(button.dataset.view));
  SKL.translate();
  SKL.startReviews();
  const [wanted, id] = location.hash.slice(1).split("/");
  const first = sources.find((each) => each.key === wanted) || sources[0];
  if (first) SKL.choose(first.key, () => { if (id) SKL.select(id, "both"); });
})();
