"""The Swedish words that generated charts hold: categories, series, captions and text around."""

from __future__ import annotations

SIZES = (
    ("Färre än 10 000", "10 000–19 999", "20 000–49 999", "50 000–99 999", "100 000 eller fler"),
    ("< 5 000", "5 000–9 999", "10 000–29 999", "30 000–69 999", "70 000–199 999", "> 200 000"),
    ("0–9 999 inv.", "10 000–24 999 inv.", "25 000–49 999 inv.", "50 000– inv."),
)
YEARS = (
    ("2009", "2010", "2011", "2012", "2013", "2014"),
    ("2005", "2008", "2011", "2014"),
    ("2006", "2007", "2008", "2009", "2010", "2011", "2012", "2013", "2014"),
)
GROUPS = (
    "Storstäder", "Förortskommuner till storstäder", "Större städer", "Förortskommuner till större städer",
    "Pendlingskommuner", "Turism- och besöksnäringskommuner", "Varuproducerande kommuner", "Glesbygdskommuner",
    "Kommuner i tätbefolkad region", "Kommuner i glesbefolkad region",
)  # fmt: skip
SHORT = (
    "Bygglov", "Förskola", "Felanmälan", "Bibliotek", "Äldreomsorg", "Miljö", "Skola", "Kultur", "Fritid", "Avfall",
    "Parkering", "Ekonomi", "Näringsliv", "Färdtjänst", "Val", "Vatten", "Livsmedel", "Öppna data", "IT-stöd",
)  # fmt: skip
SERVICES = (
    "Ansökan om förskoleplats", "Ansöka om ekonomiskt bistånd", "Anmäla fel i gatumiljön", "Söka bygglov",
    "Digitala trygghetslarm", "Ansökan till gymnasiet", "Boka tid för vigsel", "Följa sitt ärende på webben",
    "Låna om böcker", "Ändra uppgift om inkomst", "Betala parkeringsböter", "Öppna e-arkiv för medborgare",
    "Frånvaroanmälan i skolan", "Ansökan om färdtjänst", "Lämna synpunkter och klagomål", "Boka idrottslokal",
    "Beställa nybyggnadskarta", "Tillstånd för servering av alkohol",
)  # fmt: skip
STATEMENTS = (
    "Jag får det stöd jag behöver av min närmaste chef", "Vi har en gemensam bild av vad som ska göras",
    "Kommunen svarar snabbt på frågor från medborgarna", "Det är lätt att hitta rätt e-tjänst på webbplatsen",
    "Ärenden kan följas från ansökan till beslut", "Systemen är väl anpassade till verksamhetens behov",
    "Personalen har fått utbildning i det nya arbetssättet", "Beslut om utveckling fattas av kommunledningen",
)  # fmt: skip
ANSWERS = (
    ("Ja", "Nej"),
    ("Ja", "Nej", "Vet ej"),
    ("Ja, helt", "Ja, delvis", "Nej, men planerar", "Nej"),
    ("Instämmer inte alls", "Instämmer inte", "Varken eller", "Instämmer", "Instämmer helt"),
    ("Mycket bra", "Ganska bra", "Varken bra eller dåligt", "Ganska dåligt", "Mycket dåligt", "Ingen åsikt"),
    ("Har infört", "Inför just nu", "Planerar att införa", "Inga planer"),
    ("I hög grad", "I viss mån", "Inte alls", "Osäker"),
)
PAIRS = (
    ("2011", "2014"),
    ("2009", "2011", "2014"),
    ("Kvinnor", "Män"),
    ("Kommuner", "Landsting"),
    ("Kommunen", "Länet", "Riket"),
    ("Små", "Mellanstora", "Stora"),
    ("Värmdö", "Älmhult", "Övriga"),
)
COUNTIES = (
    "Skåne", "Blekinge", "Kronoberg", "Örebro", "Västmanland", "Östergötland", "Jämtland", "Gävleborg", "Halland",
    "Uppsala", "Dalarna", "Värmland", "Norrbotten",
)  # fmt: skip
SUBJECTS = {
    "percent": (
        "Andel kommuner som erbjuder tjänsten", "Andel kommuner efter svar, procent", "Hur vanligt är det att kommunen",
        "Andel som svarat ja, i procent", "Så svarade kommunerna på frågan om styrning",
    ),
    "count": (
        "Antal kommuner efter svar", "Antal e-tjänster i drift", "Antal ärenden under året", "Antal besök per månad",
    ),
}  # fmt: skip
HEADINGS = ("Styrning och samordning", "E-tjänster i dag", "Att mäta nyttan", "Hinder för utvecklingen", "Appar")
SENTENCES = (
    "De flesta kommuner har kommit en bra bit på väg, men skillnaderna mellan dem är stora.",
    "Större kommuner har i regel kommit längre än mindre, och så har det varit sedan mätningarna började.",
    "Frågan ställdes till samtliga kommuner och besvarades av den som ansvarar för utvecklingen.",
    "Den som svarade kunde välja mellan givna alternativ och lämna en kommentar i fritext.",
    "Resultatet bör läsas med viss försiktighet eftersom få har svarat i de minsta grupperna.",
    "Många lyfter fram att arbetet behöver samordnas bättre mellan förvaltningarna.",
    "I de intervjuer som följde på enkäten återkom samma bild gång på gång.",
    "Utvecklingen har gått framåt, och allt fler ärenden kan numera skötas helt digitalt.",
)
REFERENCES = ("Riket", "Snitt", "Medel", "Genomsnitt")
