"use strict";
// Sign-off. A verdict that the server did not confirm is kept here and sent again; nothing is shown as saved before.
// Each names the last entry on its number that this page knew, so that one that is sent twice is written once.
(function () {
  const RETRY = 3000;
  let waiting = kept(), sending = false, given = [];
  function kept() {
    try { return JSON.parse(SKL.recall("unsent", "[]")); } catch { return []; }
  }
  const store = () => SKL.keep("unsent", JSON.stringify(waiting));
  const chosen = () => SKL.source && SKL.source.byId.get(SKL.selected);
  const isWaiting = (id) => waiting.some((each) => each.subject_id === id);
  SKL.startReviews = function () {
    if (!SKL.index.live) return;
    SKL.at("sign").hidden = false;
    document.body.classList.add("live");
    SKL.at("reviewer").textContent = SKL.recall("reviewer", "–");
    SKL.at("advance").checked = SKL.recall("advance", "yes") === "yes";
    SKL.at("advance").addEventListener("change", (event) => SKL.keep("advance", event.target.checked ? "yes" : "no"));
    SKL.at("rename").addEventListener("click", () => askName(() => {}));
    SKL.at("next").addEventListener("click", SKL.next);
    SKL.at("cancel").addEventListener("click", () => SKL.at("ask").close());
    for (const button of document.querySelectorAll("[data-verdict]")) button.addEventListener("click", () => SKL.judge(button.dataset.verdict));
    setInterval(send, RETRY);
    send();
  };
  SKL.judge = function (verdict) {
    if (!SKL.recall("reviewer", "")) return askName(() => SKL.judge(verdict));
    if (verdict === "undone") return undo();
    const number = chosen();
    if (!number) return SKL.say(SKL.t("choose"));
    if (number.kind === "token") return SKL.say(SKL.t("only_claims"));
    const held = number.kind === "held", because = ["because", SKL.t("because"), true];
    if (verdict === "accepted" && held) return ask(SKL.t("why_released"), number, [because], (told) => put(number, "released", null, told.because));
    if (verdict !== "rejected") return put(number, verdict, null, "");
    if (held) return ask(SKL.t("why_waived"), number, [because], (told) => put(number, "waived", null, told.because));
    ask(SKL.t("why"), number, [["value", SKL.t("right_value"), false], because], (told) => {
      const text = told.value.trim().replace(",", ".").replace("−", "-");
      if (text && !Number.isFinite(Number(text))) { SKL.say(SKL.t("not_a_number")); return false; }
      return put(number, text ? "corrected" : "rejected", text ? Number(text) : null, told.because);
    });
  };
  function put(number, verdict, value, because) {
    given = [...given.filter((id) => id !== number.id), number.id];
    queue(number.id, number.content, verdict, value, because);
    if (SKL.at("advance").checked) setTimeout(SKL.next, 0);
    return true;
  }
  // The verdict on the chosen number, else the last that was given: who went on to the next number takes that one back.
  function undo() {
    const judged = (id) => SKL.reviews[id] || isWaiting(id);
    const id = judged(SKL.selected) ? SKL.selected : [...given].reverse().find(judged);
    if (!id) return SKL.say(SKL.t("nothing"));
    given = given.filter((each) => each !== id);
    SKL.undoOf(id);
    if (id !== SKL.selected) SKL.select(id, "both");
  }
  SKL.undoOf = function (id) {
    if (!SKL.recall("reviewer", "")) return askName(() => SKL.undoOf(id));
    queue(id, (SKL.reviews[id] || {}).content || "", "undone", null, "");
  };
  function queue(id, content, verdict, value, because) {
    const item = { subject_id: id, content, verdict, value, because, reviewer: SKL.recall("reviewer", "") };
    if (!isWaiting(id)) item.after = SKL.heads[id] || null; // else known when the one before it is written
    waiting.push(item);
    store();
    send();
  }
  async function send() {
    if (sending) return;
    sending = true;
    try { while (waiting.length && (await sendFirst())); } finally { sending = false; }
  }
  async function sendFirst() {
    const first = waiting[0];
    if (first.after === undefined) { first.after = SKL.heads[first.subject_id] || null; store(); }
    let answer;
    try {
      answer = await fetch("reviews", { method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify(first) });
    } catch { SKL.say(SKL.t("unsent", waiting.length)); return false; }
    if (answer.status >= 500) { SKL.say(SKL.t("unsent", waiting.length)); return false; }
    const told = await answer.json(), id = first.subject_id;
    // What was decided on top of a refused verdict was decided on something that is not so.
    waiting = answer.ok ? waiting.slice(1) : waiting.filter((each) => each.subject_id !== id);
    store();
    if ("head" in told) learn(id, told);
    if (answer.ok) SKL.say(SKL.t("recorded", name(id), SKL.verdictName(first.verdict)), true);
    else SKL.say(SKL.t(`refused_${told.code}`) || SKL.t("refused", told.problem));
    return true;
  }
  const name = (id) => { const found = SKL.find(id); return found ? found.number.value_text.slice(0, 60) : id; };
  function learn(id, told) {
    if (told.review) SKL.reviews[id] = told.review; else delete SKL.reviews[id];
    if (told.head) SKL.heads[id] = told.head; else delete SKL.heads[id];
    SKL.countAgain(told.worklists);
    SKL.redrawRow(id);
    SKL.drawCount();
    SKL.drawNav();
    if (SKL.view === "changes") SKL.drawChanges();
  }
  SKL.next = function () {
    const all = SKL.listed(), from = all.findIndex((number) => number.id === SKL.selected);
    const left = (number) => SKL.isOpen(number) && !isWaiting(number.id) && !(SKL.view === "sample" && SKL.judgedIn(number.id));
    const turn = [...all.slice(from + 1), ...all.slice(0, from + 1)].find(left);
    if (turn) SKL.select(turn.id, "both"); else SKL.say(SKL.t("done"));
  };
  const askName = (then) => ask(SKL.t("who"), null, [["name", SKL.t("name"), true]], (told) => {
    SKL.keep("reviewer", told.name.trim());
    SKL.at("reviewer").textContent = told.name.trim();
    setTimeout(then, 0);
    return true;
  });
  function ask(title, number, fields, then) {
    SKL.at("ask-title").textContent = title;
    SKL.at("ask-about").replaceChildren(...(number ? [SKL.make("strong", {}, SKL.bdi(number.value_text)), " ", SKL.bdi(number.kind === "claim" ? number.quote : "")] : []));
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
    const typing = event.target.closest("input:not([type=checkbox]), select, textarea, dialog");
    if (typing || event.ctrlKey || event.metaKey || event.altKey || !["numbers", "sample"].includes(SKL.view) || !KEYS[event.key]) return;
    if (!SKL.index.live && event.key !== "n") return;
    event.preventDefault();
    KEYS[event.key]();
  });
})();
