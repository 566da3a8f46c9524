"use strict";
// What the source is: the first thing above its pages, and the cover sheet in print.
(function () {
  SKL.notes = function (source) {
    const notes = [];
    if (source.origin !== "published") notes.push(SKL.t(`origin_${source.origin}`));
    if (source.hidden) notes.push(SKL.t("hidden", source.stands_in_for));
    else if (source.stands_in_for) notes.push(SKL.t("stands_in", source.stands_in_for));
    if (source.text_layer === "ocr") notes.push(SKL.t("is_ocr"));
    if (!SKL.source.pages.length) notes.push(SKL.t(source.media_type === "text/html" ? "is_html" : "is_text"));
    return notes;
  };
  SKL.about = function () {
    const source = SKL.current, facts = SKL.make("dl", {});
    const fact = (name, ...value) => facts.append(SKL.make("div", {}, SKL.make("dt", {}, SKL.t(name)), SKL.make("dd", {}, ...value)));
    fact("source", SKL.bdi(source.id));
    fact("publisher", SKL.bdi(source.publisher));
    fact("retrieved", `${source.retrieved.slice(0, 16)} UTC, `, SKL.bdi(source.url));
    fact("checksum", source.sha256);
    fact("run", SKL.index.run);
    fact("verdicts", tally() || "–");
    if (/^https?:/.test(source.url)) facts.append(SKL.make("div", {}, SKL.make("dt", {}), SKL.make("dd", {}, SKL.make("a", { href: source.url, rel: "noopener noreferrer", target: "_blank" }, SKL.t("open_source")))));
    const more = SKL.make("details", {}, SKL.make("summary", {}, SKL.t("about")), facts);
    return SKL.make("section", { class: "about", "aria-label": SKL.t("about") }, SKL.make("h2", {}, SKL.bdi(source.title)), ...SKL.notes(source).map((note) => SKL.make("p", { class: "note" }, SKL.bdi(note))), more);
  };
  function tally() {
    const counts = new Map();
    for (const number of SKL.source.numbers) {
      const review = SKL.review(number), name = review ? SKL.verdictName(review.verdict) : number.kind === "token" ? null : SKL.t("unsigned");
      if (name) counts.set(name, (counts.get(name) || 0) + 1);
    }
    return [...counts].map(([name, count]) => `${name}: ${count}`).join(", ");
  }
})();
