"use strict";
// A part of a page with a place in it marked, and everything else that shows where a number stands outside of its page.
(function () {
  const WIDE = 440, TALL = 150;
  // The window is so many points wide and tall, around the first box, and never leaves the page. What stands in a
  // chart or a table is nothing without the labels at its edge: there it is as wide as the page.
  SKL.crop = function (page, boxes, kind, text, whole) {
    const [, x0, top, x1, bottom] = boxes[0], wide = whole ? page.width : Math.min(WIDE, page.width), tall = Math.min(TALL, page.height);
    const from = (middle, size, whole) => Math.max(0, Math.min(middle - size / 2, whole - size));
    const left = from((x0 + x1) / 2, wide, page.width), upper = from((top + bottom) / 2, tall, page.height);
    const sheet = SKL.make("div", { class: "sheet" }, SKL.make("img", { src: page.image, alt: text, loading: "lazy" }));
    for (const box of boxes.filter((each) => each[0] === boxes[0][0])) {
      const mark = SKL.make("span", { class: `mark chosen ${kind}`, "aria-hidden": "true" });
      SKL.place(mark, box, page);
      sheet.append(mark);
    }
    const clip = SKL.make("div", { class: "clip" }, sheet);
    clip.style.aspectRatio = `${wide} / ${tall}`;
    sheet.style.aspectRatio = `${page.width} / ${page.height}`;
    sheet.style.width = `${(100 * page.width) / wide}%`;
    sheet.style.left = `${(-100 * left) / wide}%`;
    sheet.style.top = `${(-100 * upper) / tall}%`;
    return clip;
  };
  SKL.quoted = (text) => SKL.make("blockquote", { dir: "auto" }, SKL.bdi(text));
  SKL.inPlace = function (data, number, text) {
    const page = number.boxes.length ? data.pages[number.boxes[0][0] - 1] : null;
    return page ? SKL.crop(page, number.boxes, SKL.shape(number), text, /^(chart|table)/.test(number.reader)) : SKL.quoted(number.quote || number.value_text);
  };
  SKL.onPage = (page) => (page ? `${SKL.t("page").toLowerCase()} ${page}` : null);
  SKL.joined = (...parts) => parts.filter(Boolean).join(" · ");
  // A number anywhere, by its id: with its place, and the way to it.
  SKL.figure = function (id, label) {
    const found = SKL.find(id);
    if (!found) return SKL.make("figure", {}, SKL.make("figcaption", {}, `${label} ${id}: ${SKL.t("not_there")}`));
    const { key, number } = found, source = SKL.index.sources.find((each) => each.key === key);
    const what = number.indicator_id ? SKL.indicatorName(number.indicator_id) : number.subject;
    const text = `${label ? label + ": " : ""}${number.value_text}`, where = SKL.joined(what, number.year, source.title, SKL.onPage(number.page));
    const caption = SKL.make("figcaption", {}, SKL.make("strong", {}, SKL.bdi(text)), " ", SKL.bdi(where), " ", SKL.button(SKL.t("to_number"), () => SKL.open(key, id)));
    return SKL.make("figure", {}, SKL.inPlace(SKL.data[key], number, `${text}, ${where}`), caption);
  };
  // What a lapsed verdict saw, beside what stands there now.
  SKL.sides = function (was, pictures) {
    const picture = was.image && { image: was.image, width: was.seen.width, height: was.seen.height };
    const side = (name, seen, shown, kind) => SKL.make("div", { class: `side ${kind}` }, SKL.make("h4", {}, name), ...(seen ? [SKL.make("p", {}, SKL.make("strong", {}, SKL.bdi(seen.value_text)), seen.page ? `, ${SKL.onPage(seen.page)}` : "")] : []), shown);
    const now = was.successor && SKL.find(was.successor);
    const then = picture && pictures ? SKL.crop(picture, was.seen.boxes, "used", `${SKL.t("before")}: ${was.before.value_text}`) : SKL.quoted(was.before.quote);
    const after = !was.after ? SKL.make("p", {}, SKL.t("gone")) : now && pictures ? SKL.inPlace(SKL.data[now.key], now.number, `${SKL.t("after")}: ${was.after.value_text}`) : SKL.quoted(was.after.quote);
    return SKL.make("div", { class: "crops" }, side(SKL.t("before"), was.before, then, "then"), side(SKL.t("after"), was.after, after, "now"));
  };
  SKL.verdictLine = (review) => [`${SKL.verdictName(review.verdict)}${review.value === null ? "" : ` → ${review.value}`}, `, SKL.bdi(review.reviewer), `, ${review.reviewed_at.slice(0, 16).replace("T", " ")}`, review.because ? ": " : "", review.because ? SKL.bdi(review.because) : null];
})();
