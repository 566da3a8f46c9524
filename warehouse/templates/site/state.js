"use strict";
// The one global: data files and the other scripts put themselves into it.
var SKL = { data: {}, reviews: {}, heads: {}, worklists: [], index: null, source: null, selected: null, view: "numbers" };
SKL.recall = function (key, otherwise) {
  try { return localStorage.getItem("skl-" + key) || otherwise; } catch { return otherwise; }
};
SKL.keep = function (key, text) {
  try { localStorage.setItem("skl-" + key, text); } catch { /* a browser that keeps nothing works until it is closed */ }
};
// Text from documents only ever becomes text nodes and attributes' values, never markup.
SKL.make = function (name, attributes, ...children) {
  const element = document.createElement(name);
  for (const [key, value] of Object.entries(attributes || {})) {
    if (key === "click") element.addEventListener("click", value);
    else if (value !== null && value !== undefined && value !== false) element.setAttribute(key, value);
  }
  element.append(...children.filter((child) => child !== null && child !== undefined));
  return element;
};
SKL.button = (text, click) => SKL.make("button", { type: "button", click }, text);
SKL.bdi = (text) => SKL.make("bdi", { dir: "auto" }, String(text));
SKL.at = (id) => document.getElementById(id);
