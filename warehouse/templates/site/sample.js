"use strict";
// The sample: what was drawn, in its order, whichever source it is in, and what the verdicts on it say of all.
(function () {
  let chosen = 0;
  const worklist = () => SKL.worklists[chosen];
  SKL.judgedIn = (id) => (worklist() ? worklist().judged[id] : undefined);
  SKL.isDrawn = (id) => Boolean(worklist() && worklist().rows.some((row) => row.id === id));
  // A number of a source that is not loaded yet is shown by what the worklist knows of it.
  SKL.drawn = () => (worklist() ? worklist().rows.map((row) => (row.key && SKL.data[row.key] && SKL.data[row.key].byId.get(row.id)) || row) : []);
  SKL.drawSample = function () {
    const host = SKL.at("draw"), now = worklist();
    if (!now) return host.replaceChildren(SKL.make("p", {}, SKL.t("no_draw")));
    const select = SKL.make("select", { id: "worklist" }, ...SKL.worklists.map((each, index) => SKL.make("option", { value: index }, each.name || SKL.t("usual"))));
    select.value = String(chosen);
    select.addEventListener("change", () => { chosen = Number(select.value); SKL.show("sample"); });
    host.replaceChildren(SKL.make("label", {}, SKL.make("span", {}, SKL.t("draw")), " ", select), SKL.make("div", { id: "result" }));
    SKL.drawResult();
  };
  const percent = (share) => String(Math.round(1e6 * share) / 1e4).replace(".", SKL.language === "sv" ? "," : ".");
  SKL.drawResult = function () {
    const host = SKL.at("result"), now = worklist();
    if (!host || !now) return;
    if (now.problem) return host.replaceChildren(SKL.make("p", { class: "warning" }, SKL.bdi(now.problem)));
    const all = now.rows.length, done = all - now.open, told = now.sentences[SKL.language] || [];
    const parts = [SKL.make("p", {}, SKL.t("draw_told", all, now.seed, percent(now.bound), percent(now.confidence))),
      SKL.make("p", {}, SKL.make("progress", { max: all, value: done, "aria-label": SKL.t("judged", done, all) }), ` ${SKL.t("judged", done, all)}`)];
    // Until all is judged the sentence counts what is left as wrong, so it says less than it will.
    for (const sentence of told) parts.push(SKL.make("p", { class: now.open ? "hint" : "sentence" }, now.open ? SKL.t("so_far") : "", `${now.open ? sentence : sentence[0].toUpperCase() + sentence.slice(1)}.`));
    if (!told.length) parts.push(SKL.make("p", {}, SKL.t("none_judged")));
    if (!now.name) parts.push(SKL.make("p", { class: "hint" }, `${SKL.t("keep_draw")} ${now.seed}`));
    host.replaceChildren(...parts);
  };
  // What the server counted after a verdict; the rows stay as they were drawn.
  SKL.countAgain = function (told) {
    if (!told || told.length !== SKL.worklists.length) return;
    told.forEach((each, index) => Object.assign(SKL.worklists[index], each));
    SKL.drawResult();
  };
})();
