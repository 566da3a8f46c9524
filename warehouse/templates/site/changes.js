"use strict";
// Verdicts that lapsed: what was judged and what stands there now, side by side.
(function () {
  const stands = (was) => (SKL.reviews[was.subject] || {}).entry_hash === was.entry_hash;
  SKL.drawChanges = function () {
    const parts = [SKL.make("h2", {}, SKL.t("view_changes"))];
    for (const source of SKL.index.sources.filter((each) => each.lapsed)) {
      const some = SKL.data[source.key].lapsed.filter(stands);
      if (some.length) parts.push(SKL.make("h3", {}, SKL.bdi(source.title)), ...some.map(change));
    }
    parts.splice(1, 0, SKL.make("p", {}, SKL.t(parts.length > 1 ? "changes_intro" : "no_changes")));
    SKL.at("view-changes").replaceChildren(...parts);
  };
  function change(was) {
    const now = was.successor && SKL.find(was.successor), again = now && SKL.review(now.number);
    const what = now ? SKL.joined(now.number.indicator_id ? SKL.indicatorName(now.number.indicator_id) : now.number.subject, now.number.year) : was.before.value_text;
    const step = now ? SKL.button(SKL.t("to_number"), () => SKL.open(now.key, was.successor)) : SKL.index.live ? SKL.button(SKL.t("undo_it"), () => SKL.undoOf(was.subject)) : null;
    return SKL.make("section", { class: "pair" }, SKL.make("h4", {}, SKL.bdi(what)), SKL.make("p", {}, `${SKL.t("earlier")}: `, ...SKL.verdictLine(was)),
      SKL.sides(was, true), was.image || !was.before.page ? null : SKL.make("p", { class: "hint" }, SKL.t("no_picture")),
      SKL.make("p", {}, again ? `✓ ${SKL.t("judged_again")}: ` : "", ...(again ? SKL.verdictLine(again) : []), again ? " " : "", step));
  }
})();
