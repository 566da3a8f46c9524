"use strict";
SKL.strings = {
  sv: {
    legend: "Teckenförklaring", title: "Granskning", skip: "Till siffrorna", views: "Vyer", view_numbers: "Siffror", view_contradictions: "Motsägelser",
    view_coverage: "Täckning", source: "Källa", language: "Språk", pages: "Sidorna som de är tryckta", filters: "Urval",
    search: "Sök", group: "Ordna efter", state: "Status", by_page: "sida", by_indicator: "indikator", by_status: "status",
    all: "alla", used: "använd", explained: "förklarad", unexplained: "oförklarad", contradicted: "motsagd",
    quarantined: "i karantän", signed: "granskad", unsigned: "ogranskad", page: "Sida", none: "Utan indikator", no_page: "Utan sida",
    count: (n, all) => `${n} av ${all} siffror`, more: "Visa fler", no_place: "Platsen på sidan är inte känd.",
    keys: "Tangenter: a godkänn, r underkänn, u osäker, z ångra, n nästa ogranskade",
    accept: "Godkänn (a)", reject: "Underkänn (r)", unsure: "Osäker (u)", undo: "Ångra (z)", next: "Nästa ogranskade (n)",
    signed_by: "Granskare:", rename: "Byt", save: "Spara", cancel: "Avbryt", who: "Vem granskar?", name: "Namn",
    right_value: "Rätt värde (tomt om det inte finns något)", because: "Skäl", why: "Varför är siffran fel?",
    choose: "Välj en siffra först.", not_a_number: "Rätt värde måste vara ett tal.", done: "Allt är granskat.",
    recorded: (v) => `Sparat: ${v}.`, unsent: (n) => `Servern svarar inte. ${n} beslut väntar här och skickas igen.`,
    refused: (why) => `Inte sparat: ${why}`, only_claims: "Endast lästa siffror och rader i karantän kan granskas.",
    accepted: "godkänd", rejected: "underkänd", corrected: "rättad", unsure_v: "osäker", released: "släppt", waived: "avskriven", undone: "ångrat",
    changed: "Siffran har ändrats sedan den granskades.", no_contradictions: "Inga motsägelser.", published: "Publicerat", denies: "Motsäger",
    tokens: "Siffror på sidan", share: "Andel använda eller förklarade", text: "Text", allowed: "Tillåtet", reason: "Skäl", open_source: "Till källan",
    loading: "Läser in …", failed: "Filen med källans siffror saknas.",
  },
  en: {
    legend: "Legend", title: "Audit", skip: "To the numbers", views: "Views", view_numbers: "Numbers", view_contradictions: "Contradictions",
    view_coverage: "Coverage", source: "Source", language: "Language", pages: "The pages as printed", filters: "Filters",
    search: "Search", group: "Group by", state: "Status", by_page: "page", by_indicator: "indicator", by_status: "status",
    all: "all", used: "used", explained: "explained", unexplained: "unexplained", contradicted: "contradicted",
    quarantined: "quarantined", signed: "signed off", unsigned: "not signed off", page: "Page", none: "No indicator", no_page: "No page",
    count: (n, all) => `${n} of ${all} numbers`, more: "Show more", no_place: "Its place on the page is not known.",
    keys: "Keys: a accept, r reject, u unsure, z undo, n next unreviewed",
    accept: "Accept (a)", reject: "Reject (r)", unsure: "Unsure (u)", undo: "Undo (z)", next: "Next unreviewed (n)",
    signed_by: "Reviewer:", rename: "Change", save: "Save", cancel: "Cancel", who: "Who signs?", name: "Name",
    right_value: "Right value (empty if there is none)", because: "Reason", why: "Why is the number wrong?",
    choose: "Choose a number first.", not_a_number: "The right value must be a number.", done: "Everything is reviewed.",
    recorded: (v) => `Saved: ${v}.`, unsent: (n) => `The server does not answer. ${n} verdicts wait here and are sent again.`,
    refused: (why) => `Not saved: ${why}`, only_claims: "Only numbers that were read and rows in quarantine can be signed off.",
    accepted: "accepted", rejected: "rejected", corrected: "corrected", unsure_v: "unsure", released: "released", waived: "waived", undone: "undone",
    changed: "The number has changed since it was signed off.", no_contradictions: "No contradictions.", published: "Published", denies: "Denies it",
    tokens: "Numbers on the page", share: "Share used or explained", text: "Text", allowed: "Allowed", reason: "Reason", open_source: "To the source",
    loading: "Loading …", failed: "The file with the source's numbers is missing.",
  },
};
SKL.language = SKL.recall("language", "sv") === "en" ? "en" : "sv";
SKL.t = (key, ...values) => {
  const text = SKL.strings[SKL.language][key];
  return typeof text === "function" ? text(...values) : text;
};
SKL.verdictName = (verdict) => SKL.t(verdict === "unsure" ? "unsure_v" : verdict);
SKL.say = (text) => { SKL.at("message").textContent = text; };
SKL.translate = function () {
  document.documentElement.lang = SKL.language;
  for (const element of document.querySelectorAll("[data-text]")) element.textContent = SKL.t(element.dataset.text);
  for (const element of document.querySelectorAll("[data-label]")) element.setAttribute("aria-label", SKL.t(element.dataset.label));
};
