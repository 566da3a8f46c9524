"use strict";
// Left: the pages as printed. Marks are made when a page comes near, for a report has thousands.
(function () {
  const STYLES = ["used", "explained", "unexplained", "contradicted", "quarantined"];
  let watcher = null;
  SKL.shape = (number) => (STYLES.includes(number.state) ? number.state : "unexplained");
  SKL.stateName = (number) => SKL.t(SKL.shape(number)) + (SKL.review(number) ? ", " + SKL.t("signed") : "");
  SKL.place = function (element, box, page) {
    const percent = (part, whole) => (100 * part) / whole + "%";
    element.style.left = percent(box[1] - 1, page.width);
    element.style.top = percent(box[2] - 1, page.height);
    element.style.width = percent(box[3] - box[1] + 2, page.width);
    element.style.height = percent(box[4] - box[2] + 2, page.height);
  };
  SKL.drawPages = function () {
    const host = SKL.at("pages");
    if (watcher) watcher.disconnect();
    watcher = new IntersectionObserver((seen) => {
      for (const each of seen) if (each.isIntersecting) SKL.mark(Number(each.target.dataset.page));
    }, { root: host, rootMargin: "600px" });
    host.replaceChildren(SKL.about(), ...(SKL.source.pages.length ? SKL.source.pages.map(sheet) : [plainText()]));
    for (const article of host.querySelectorAll("article[data-page]")) watcher.observe(article);
  };
  function sheet(page) {
    const name = `${SKL.t("page")} ${page.page}`;
    const image = SKL.make("img", { src: page.image, alt: name, loading: "lazy", decoding: "async", width: Math.round(page.width), height: Math.round(page.height) });
    const paper = SKL.make("div", { class: "paper" }, image);
    paper.style.aspectRatio = `${page.width} / ${page.height}`;
    paper.style.setProperty("--ratio", page.width / page.height);
    return SKL.make("article", { "data-page": page.page, "aria-label": name }, SKL.make("h2", {}, name), paper);
  }
  SKL.mark = function (page, again) {
    const paper = document.querySelector(`#pages article[data-page="${page}"] .paper`);
    if (!paper || (paper.dataset.marked && !again)) return;
    paper.dataset.marked = "yes";
    for (const old of paper.querySelectorAll(".mark")) old.remove();
    const sheetOf = SKL.source.pages[page - 1];
    // Rows held back lie below, as a ring around the number that they hold back.
    const numbers = [...(SKL.source.byPage.get(page) || [])].sort((one, other) => (other.kind === "held") - (one.kind === "held"));
    for (const number of numbers) {
      number.boxes.filter((box) => box[0] === page).forEach((box, index) => paper.append(button(number, box, sheetOf, index)));
    }
  };
  function button(number, box, page, index) {
    const mark = SKL.make("button", {
      type: "button", class: classes(number), "data-id": number.id, title: `${number.value_text}: ${SKL.stateName(number)}`,
      "aria-label": `${number.value_text}: ${SKL.stateName(number)}`, tabindex: index ? "-1" : null, click: () => SKL.select(number.id, "list"),
    });
    SKL.place(mark, box, page);
    return sign(mark, number);
  }
  // A row held back may have its place from the number that it holds back.
  const isChosen = (number) => SKL.selected === number.id || (SKL.source.heldOf.get(number.id) || []).some((held) => held.id === SKL.selected && !held.boxes.length);
  const classes = (number) => `mark ${SKL.shape(number)}${number.claim ? " ring" : ""}${SKL.review(number) ? " signed" : ""}${isChosen(number) ? " chosen" : ""}`;
  function sign(mark, number) {
    const review = SKL.review(number);
    if (review) mark.dataset.sign = SKL.sign(review.verdict); else delete mark.dataset.sign;
    return mark;
  }
  SKL.remark = function (number) {
    for (const mark of document.querySelectorAll("#pages [data-id]")) {
      if (mark.dataset.id === number.id) { mark.className = classes(number); sign(mark, number); if (mark.tagName === "BUTTON") mark.setAttribute("aria-label", `${number.value_text}: ${SKL.stateName(number)}`); }
    }
  };
  SKL.showPlace = function (number) {
    const host = SKL.at("pages");
    const page = number.boxes.length ? number.boxes[0][0] : number.page;
    if (page) SKL.mark(page);
    const marks = [...host.querySelectorAll("[data-id]")], markOf = (id) => marks.find((each) => each.dataset.id === id);
    const mark = markOf(number.id) || markOf(number.claim);
    const target = mark || host.querySelector(`article[data-page="${Number(page)}"]`);
    if (target) target.scrollIntoView({ block: mark ? "center" : "start", inline: "nearest" });
    if (!mark) SKL.say(SKL.t("no_place"));
  };
  // A text: each number's quote is looked for within its passage, and marked where it stands.
  function plainText() {
    const text = SKL.source.text, spans = [];
    for (const number of SKL.source.numbers) {
      if (number.kind !== "claim") continue;
      const from = Math.max(0, text.indexOf(number.context)), start = text.indexOf(number.quote, from);
      const within = start < 0 ? -1 : number.quote.indexOf(number.value_text);
      const at = within < 0 ? text.indexOf(number.value_text, from) : start + within;
      if (at >= 0) spans.push([at, at + number.value_text.length, number]);
    }
    spans.sort((one, other) => one[0] - other[0] || one[1] - other[1]);
    const block = SKL.make("pre", { class: "text", "aria-label": SKL.t("text"), role: "group" });
    let done = 0;
    for (const [start, end, number] of spans) {
      if (start < done) continue;
      block.append(text.slice(done, start), sign(SKL.make("button", { type: "button", class: classes(number), "data-id": number.id, title: SKL.stateName(number), click: () => SKL.select(number.id, "list") }, text.slice(start, end)), number));
      done = end;
    }
    block.append(text.slice(done));
    return block;
  }
})();
