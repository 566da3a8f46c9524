"use strict";
SKL.strings = {
  sv: {
    legend: "Teckenförklaring", title: "Granskning", skip: "Till siffrorna", views: "Vyer", view_numbers: "Siffror", view_sample: "Stickprov",
    view_contradictions: "Motsägelser", view_changes: "Ändrade", view_coverage: "Täckning", source: "Källa", language: "Språk",
    pages: "Sidorna som de är tryckta", filters: "Urval", search: "Sök", group: "Ordna efter", state: "Status", by_page: "sida", by_indicator: "indikator",
    by_status: "status", all: "alla", used: "använd", explained: "förklarad", unexplained: "oförklarad", contradicted: "motsagd",
    quarantined: "i karantän", signed: "granskad", unsigned: "ogranskad", lapsed: "ändrad sedan granskningen", page: "Sida", none: "Utan indikator", no_page: "Utan sida",
    count: (n, all, left) => `${n} av ${all} siffror, ${left} att granska`, more: "Visa fler", earlier_rows: "Visa tidigare", no_place: "Platsen på sidan är inte känd.",
    accept: "Godkänn", reject: "Underkänn", unsure: "Osäker", undo: "Ångra", next: "Nästa", advance: "Vidare efter beslut",
    signed_by: "Granskare:", rename: "Byt", save: "Spara", cancel: "Avbryt", who: "Vem granskar?", name: "Namn",
    right_value: "Rätt värde (tomt om det inte finns något)", because: "Skäl", why: "Varför är siffran fel?", why_waived: "Varför ska raden inte publiceras?", why_released: "Varför ska siffran publiceras ändå?",
    choose: "Välj en siffra först.", not_a_number: "Rätt värde måste vara ett tal.", done: "Allt i listan är granskat.", nothing: "Det finns inget beslut att ångra.",
    recorded: (what, v) => `Sparat: ${what}: ${v}.`, unsent: (n) => `Servern svarar inte. Beslut som väntar här och skickas igen: ${n}.`,
    refused: (why) => `Inte sparat: ${why}`, only_claims: "Endast lästa siffror och rader i karantän kan granskas.",
    refused_conflict: "Inte sparat: någon annan har beslutat om den under tiden. Det som gäller nu visas; titta igen och besluta på nytt.",
    refused_anew: "Inte sparat: databasen har gjorts om sedan sidan skrevs. Avbryt skl audit serve, starta det på nytt och titta igen.",
    refused_nothing: "Det finns inget beslut att ångra.",
    accepted: "godkänd", rejected: "underkänd", corrected: "rättad", unsure_v: "osäker", released: "släppt", waived: "avskriven", undone: "ångrat",
    changed: "Ändrad sedan den granskades: granska den igen.", earlier: "Tidigare beslut", published: "Publicerat", denies: "Motsäger", before: "Då", after: "Nu",
    no_contradictions: "Inga motsägelser, och inga kontroller som slog fel.", failed_checks: "Kontroller som slog fel", warned_checks: "Att titta på", expected: "Väntat", found: "Funnet", rest: (n) => `${n} till`,
    held_until: "Siffran hålls inne tills någon har beslutat.", shown_all_the_same: "Någon har beslutat att visa siffran ändå.", held_back: "Hålls inne",
    no_changes: "Inga granskade siffror har ändrats sedan dess.", changes_intro: "Dessa siffror granskades, och sedan ändrades källan eller läsningen. Beslutet gäller inte längre; siffran ska granskas igen.",
    gone: "Finns inte kvar, eller kan inte skiljas från andra liknande.", undo_it: "Ångra det beslutet", judged_again: "Granskad igen", to_number: "Visa på sidan", to_contradiction: "Visa motsägelsen", no_picture: "Utan bild: stället kunde inte återfinnas i den tidigare filen.",
    tokens: "Siffror på sidan", share: "Andel använda eller förklarade", text: "Text", allowed: "Tillåtet", reason: "Skäl", open_source: "Öppna originalet",
    loading: "Läser in …", failed: "Filen med källans siffror saknas.", about: "Om källan", no_numbers: "Inga siffror", unread: "Källor som inte har lästs",
    publisher: "Utgivare", retrieved: "Hämtad", checksum: "sha256", run: "Körning", verdicts: "Beslut",
    origin_reconstruction: "Rekonstruktion: publicerade uppgifter i egen uppställning, inte utgivarens fil.", origin_synthetic: "Påhittat testmaterial: inget i det är fakta.",
    hidden: (id) => `Utelämnas ur de publika vyerna, eftersom ${id} har lästs. Visas här för granskning.`, stands_in: (id) => `Står i stället för ${id} tills den filen finns.`,
    is_html: "Webbsida: här står bara de stycken som siffror lästes ur (⋯ där något är utelämnat), inte sidan som den såg ut.", is_text: "Ren text utan sidor: siffrorna är markerade där de står.",
    is_ocr: "Inläst bild: texten är teckenigenkänd (OCR), så jämför varje siffra med bilden.",
    draw: "Stickprov", usual: "vanligt stickprov, inte sparat", draw_told: (n, seed, bound, sure) => `${n} dragna siffror (frö ${seed}; högst ${bound} % fel med ${sure} % säkerhet om alla är rätt)`,
    judged: (n, all) => `${n} av ${all} granskade`, so_far: "Som det är nu: ", none_judged: "Ingen är granskad än. När du granskar visas här hur många av alla publicerade siffror som högst är fel.",
    no_draw: "Inget är publicerat, så inget kan dras.", keep_draw: "Spara dragningen innan källorna läses om: skl audit sample --seed", in_file: "i filen", not_there: "finns inte kvar i databasen",
  },
  en: {
    legend: "Legend", title: "Audit", skip: "To the numbers", views: "Views", view_numbers: "Numbers", view_sample: "Sample",
    view_contradictions: "Contradictions", view_changes: "Changed", view_coverage: "Coverage", source: "Source", language: "Language",
    pages: "The pages as printed", filters: "Filters", search: "Search", group: "Group by", state: "Status", by_page: "page", by_indicator: "indicator",
    by_status: "status", all: "all", used: "used", explained: "explained", unexplained: "unexplained", contradicted: "contradicted",
    quarantined: "quarantined", signed: "signed off", unsigned: "not signed off", lapsed: "changed since signed off", page: "Page", none: "No indicator", no_page: "No page",
    count: (n, all, left) => `${n} of ${all} numbers, ${left} to sign off`, more: "Show more", earlier_rows: "Show earlier", no_place: "Its place on the page is not known.",
    accept: "Accept", reject: "Reject", unsure: "Unsure", undo: "Undo", next: "Next", advance: "Go on after a verdict",
    signed_by: "Reviewer:", rename: "Change", save: "Save", cancel: "Cancel", who: "Who signs?", name: "Name",
    right_value: "Right value (empty if there is none)", because: "Reason", why: "Why is the number wrong?", why_waived: "Why is the row not to be published?", why_released: "Why is the number to be published all the same?",
    choose: "Choose a number first.", not_a_number: "The right value must be a number.", done: "Everything in the list is signed off.", nothing: "There is no verdict to undo.",
    recorded: (what, v) => `Saved: ${what}: ${v}.`, unsent: (n) => `The server does not answer. Verdicts that wait here and are sent again: ${n}.`,
    refused: (why) => `Not saved: ${why}`, only_claims: "Only numbers that were read and rows in quarantine can be signed off.",
    refused_conflict: "Not saved: somebody else has decided on it in the meantime. What stands now is shown; look again, and decide anew.",
    refused_anew: "Not saved: the database was made anew since this page was. Stop skl audit serve, start it anew, and look again.",
    refused_nothing: "There is no verdict to undo.",
    accepted: "accepted", rejected: "rejected", corrected: "corrected", unsure_v: "unsure", released: "released", waived: "waived", undone: "undone",
    changed: "Changed since it was signed off: look at it again.", earlier: "Earlier verdict", published: "Published", denies: "Denies it", before: "Then", after: "Now",
    no_contradictions: "No contradictions, and no checks that failed.", failed_checks: "Checks that failed", warned_checks: "To look at", expected: "Expected", found: "Found", rest: (n) => `${n} more`,
    held_until: "The number is held back until somebody decides.", shown_all_the_same: "Somebody decided to show the number all the same.", held_back: "Held back",
    no_changes: "No signed off number has changed since.", changes_intro: "These numbers were signed off, and then the source or the reading changed. The verdict counts no more; look at the number again.",
    gone: "Not there any more, or not to be told from others like it.", undo_it: "Undo that verdict", judged_again: "Signed off again", to_number: "Show on the page", to_contradiction: "Show the contradiction", no_picture: "No picture: the place was not found in the earlier file.",
    tokens: "Numbers on the page", share: "Share used or explained", text: "Text", allowed: "Allowed", reason: "Reason", open_source: "Open the original",
    loading: "Loading …", failed: "The file with the source's numbers is missing.", about: "About the source", no_numbers: "No numbers", unread: "Sources that were not read",
    publisher: "Publisher", retrieved: "Retrieved", checksum: "sha256", run: "Run", verdicts: "Verdicts",
    origin_reconstruction: "Reconstruction: published figures in our own typesetting, not the publisher's file.", origin_synthetic: "Invented test material: nothing in it is a fact.",
    hidden: (id) => `Left out of the public views, because ${id} was read. Shown here for audit.`, stands_in: (id) => `Stands in for ${id} until that file is there.`,
    is_html: "Web page: here are only the passages that numbers were read from (⋯ where something is left out), not the page as it looked.", is_text: "Plain text without pages: the numbers are marked where they stand.",
    is_ocr: "Picture of a page: its text was recognised by OCR, so compare every number with the picture.",
    draw: "Sample", usual: "the usual sample, not kept", draw_told: (n, seed, bound, sure) => `${n} numbers drawn (seed ${seed}; at most ${bound} % wrong at ${sure} % if all are right)`,
    judged: (n, all) => `${n} of ${all} judged`, so_far: "As it is now: ", none_judged: "None is judged yet. As you sign off, this says how many of all published numbers are wrong at most.",
    no_draw: "Nothing is published, so nothing can be drawn.", keep_draw: "Keep the draw before sources are read anew: skl audit sample --seed", in_file: "in the file", not_there: "not in the database any more",
  },
};
SKL.language = SKL.recall("language", "sv") === "en" ? "en" : "sv";
SKL.t = (key, ...values) => {
  const text = SKL.strings[SKL.language][key];
  return typeof text === "function" ? text(...values) : text;
};
SKL.verdictName = (verdict) => SKL.t(verdict === "unsure" ? "unsure_v" : verdict);
// What went well is told for some seconds; what did not stays until something else is told.
SKL.say = function (text, passing) {
  clearTimeout(SKL.silence);
  SKL.at("message").textContent = text;
  if (passing) SKL.silence = setTimeout(() => SKL.say(""), 5000);
};
SKL.translate = function () {
  document.documentElement.lang = SKL.language;
  for (const element of document.querySelectorAll("[data-text]")) element.textContent = SKL.t(element.dataset.text);
  for (const element of document.querySelectorAll("[data-label]")) element.setAttribute("aria-label", SKL.t(element.dataset.label));
};
