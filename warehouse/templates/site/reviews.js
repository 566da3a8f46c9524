"use strict";
// Sign-off. A verdict that the server did not confirm is kept here and sent again; nothing is shown as saved before.
(function () {
  const RETRY = 3000;
  let waiting = kept(), sending = false;
  function kept() {
    try { return JSON.parse(SKL.recall("unsent", "[]")); } catch { return []; }
  }
  const chosen = () => SKL.source && SKL.source.byId.get(SKL.selected);
  SKL.startReviews = function () {
    if (!SKL.index.live) return;
    SKL.at("sign").hidden = false;
    SKL.at("reviewer").textContent = SKL.recall("reviewer", "–");
    SKL.at("rename").addEventListener("click", () => askName(() => {}));
    SKL.at("next").addEventListener("click", SKL.next);
    SKL.at("cancel").addEventListener("click", () => SKL.at("ask").close());
    for (const button of document.querySelectorAll("[data-verdict]")) button.addEventListener("click", () => SKL.judge(button.dataset.verdict));
    setInterval(send, RETRY);
    send();
  };
  SKL.judge = function (verdict) {
    const number = chosen();
    if (!number) return SKL.say(SKL.t("choose"));
    if (number.kind === "token") return SKL.say(SKL.t("only_claims"));
    if (!SKL.recall("reviewer", "")) return askName(() => SKL.judge(verdict));
    if (verdict !== "rejected") return put(number, number.kind === "held" && verdict === "accepted" ? "released" : verdict, null, "");
    ask(SKL.t("why"), [["value", SKL.t("right_value"), false], ["because", SKL.t("because"), true]], (told) => {
      const text = told.value.trim().replace(",", ".").replace("−", "-");
      if (text && !Number.isFinite(Number(text))) { SKL.say(SKL.t("not_a_number")); return false; }
      const held = number.kind === "held";
      put(number, held ? "waived" : text ? "corrected" : "rejected", text && !held ? Number(text) : null, told.because);
      return true;
    });
  };
  function put(number, verdict, value, because) {
    if (verdict === "released") return ask(SKL.t("because"), [["because", SKL.t("because"), true]], (told) => { queue(number, verdict, null, told.because); return true; });
    queue(number, verdict, value, because);
  }
  function queue(number, verdict, value, because) {
    const now = SKL.reviews[number.id], undoes = verdict === "undone" && now ? now.entry : null;
    waiting.push({ subject_id: number.id, content: number.content, verdict, undoes, value, because, reviewer: SKL.recall("reviewer", "") });
    SKL.keep("unsent", JSON.stringify(waiting));
    send();
  }
  async function send() {
    if (sending) return;
    sending = true;
    try {
      while (waiting.length) {
        const first = waiting[0];
        let answer;
        try {
          answer = await fetch("reviews", { method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify(first) });
        } catch { SKL.say(SKL.t("unsent", waiting.length)); return; }
        if (answer.status >= 500) { SKL.say(SKL.t("unsent", waiting.length)); return; }
        const told = await answer.json();
        waiting.shift();
        SKL.keep("unsent", JSON.stringify(waiting));
        if (!answer.ok) { SKL.say(SKL.t("refused", told.problem)); continue; }
        if (told.review) SKL.reviews[first.subject_id] = told.review; else delete SKL.reviews[first.subject_id];
        SKL.redrawRow(first.subject_id);
        SKL.say(SKL.t("recorded", SKL.verdictName(first.verdict)));
      }
    } finally { sending = false; }
  }
  SKL.next = function () {
    const all = SKL.listed(), from = all.findIndex((number) => number.id === SKL.selected);
    const turn = [...all.slice(from + 1), ...all.slice(0, from + 1)].find((number) => number.kind !== "token" && !SKL.review(number));
    if (turn) SKL.select(turn.id, "both"); else SKL.say(SKL.t("done"));
  };
  const askName = (then) => ask(SKL.t("who"), [["name", SKL.t("name"), true]], (told) => {
    SKL.keep("reviewer", told.name.trim());
    SKL.at("reviewer").textContent = told.name.trim();
    setTimeout(then, 0);
    return true;
  });
  function ask(title, fields, then) {
    SKL.at("ask-title").textContent = title;
    const inputs = fields.map(([key, label, required]) => SKL.make("label", {}, label, SKL.make("input", { name: key, required: required ? "" : null, autocomplete: "off" })));
    SKL.at("ask-fields").replaceChildren(...inputs);
    SKL.at("ask-form").onsubmit = (event) => {
      event.preventDefault();
      if (then(Object.fromEntries(new FormData(event.target)))) SKL.at("ask").close();
    };
    SKL.at("ask").showModal();
  }
  const KEYS = { a: () => SKL.judge("accepted"), r: () => SKL.judge("rejected"), u: () => SKL.judge("unsure"), z: () => SKL.judge("undone"), n: () => SKL.next() };
  document.addEventListener("keydown", (event) => {
    const typing = event.target.closest("input, select, textarea, dialog");
    if (typing || event.ctrlKey || event.metaKey || event.altKey || SKL.view !== "numbers" || !KEYS[event.key]) return;
    if (!SKL.index.live && event.key !== "n") return;
    event.preventDefault();
    KEYS[event.key]();
  });
})();
