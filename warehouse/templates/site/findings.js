"use strict";
// What contradicts what: each check that failed or warned, with all the places that it compared side by side.
(function () {
  const MOST = 8;
  SKL.drawContradictions = function () {
    const host = SKL.at("view-contradictions"), all = SKL.index.findings;
    const parts = [SKL.make("h2", {}, SKL.t("view_contradictions"))];
    if (!all.length) parts.push(SKL.make("p", {}, SKL.t("no_contradictions")));
    for (const [status, title] of [["fail", "failed_checks"], ["warn", "warned_checks"]]) {
      const some = all.filter((each) => each.status === status);
      if (some.length) parts.push(SKL.make("h3", {}, `${SKL.t(title)} (${some.length})`), ...some.map(finding));
    }
    host.replaceChildren(...parts);
  };
  SKL.showFinding = function (claim) {
    const pair = claim && [...document.querySelectorAll("#view-contradictions .pair")].find((each) => each.dataset.claims.split(" ").includes(claim));
    if (pair) { pair.scrollIntoView({ block: "start" }); pair.focus({ preventScroll: true }); }
  };
  function finding(each) {
    const of = each.of, denied = each.check === "observation_contradicted";
    const what = of ? SKL.joined(SKL.indicatorName(of.indicator_id), of.year, of.size_class, of.category, of.statistic === "share" ? null : SKL.code(of.statistic)) : title(each);
    const label = (index) => (denied ? SKL.t(index ? "denies" : "published") : "");
    const figures = each.claims.map((id, index) => [id, label(index)]);
    const rest = figures.slice(MOST);
    return SKL.make("section", { class: "pair", tabindex: "-1", "data-claims": each.claims.join(" ") }, SKL.make("h4", {}, SKL.bdi(what)), SKL.make("p", {}, SKL.bdi(`${SKL.meaning(each.check)}.`)),
      denied ? null : SKL.make("p", {}, `${SKL.t("expected")}: `, SKL.bdi(SKL.told(each.expected)), ` · ${SKL.t("found")}: `, SKL.make("strong", {}, SKL.bdi(SKL.told(each.found)))),
      !each.claims.length && each.detail ? SKL.make("p", {}, SKL.bdi(SKL.told(each.detail))) : null,
      of ? SKL.make("p", { class: "hint" }, SKL.t(of.held ? "held_until" : "shown_all_the_same")) : null,
      SKL.make("div", { class: "crops" }, ...figures.slice(0, MOST).map(([id, name]) => SKL.figure(id, name))),
      rest.length ? SKL.make("details", {}, SKL.make("summary", {}, SKL.t("rest", rest.length)), SKL.make("div", { class: "crops" }, ...rest.map(([id, name]) => SKL.figure(id, name)))) : null);
  }
  function title(each) {
    const first = each.claims.map(SKL.find).find((found) => found && found.number.indicator_id);
    return first ? SKL.joined(SKL.indicatorName(first.number.indicator_id), first.number.year) : each.scope;
  }
})();
