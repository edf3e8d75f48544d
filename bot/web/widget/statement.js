// What an answer is made of: statements, each with its sources; the caution beside it; what was said before; what is overdue.
function statementOf(statement, citations, card, words) {
  const first = citations[0];
  const whose = statement.speaker || (statement.source_party !== "issuer" ? words.say(statement.source_party) : "");
  const lead = make("p", { class: "lead" }, first ? words.date(first.published) : "", whose ? ` · ${whose}` : "");
  if (statement.forward_looking) lead.append(make("span", { class: "badge ahead" }, words.say("ahead")));
  const said = make("p", { class: "said", dir: "auto" }, statement.text.replace(/\s+/g, " "));
  for (const citation of citations) said.append("\u00a0", card.marker(citation));
  return make("div", { class: "statement" }, lead, said);
}

function cautionOf(caveat, numbers, words) {
  const list = (key, quotes) => quotes.length > 0 && make("div", {}, make("p", { class: "label" }, words.say(key)), make("ul", {}, ...quotes.map((quote) => make("li", { dir: "auto" }, quote))));
  return make(
    "div",
    { class: "caution", role: "note", "aria-label": `${words.say("caution")} ${numbers}` },
    make("p", {}, make("strong", {}, `${words.say("caution")} ${numbers}`), ` ${caveat.notice}`),
    list("factors", caveat.factors),
    list("assumptions", caveat.assumptions),
    caveat.update_policy && make("p", { class: "policy", dir: "auto" }, caveat.update_policy),
  );
}

// What stood in its place before, told after what counts now.
function beforeOf(earlier, card, words) {
  const item = (one) => make("li", { dir: "auto" }, make("span", { class: "day" }, `${words.date(one.published)} `), link(card.address(one), one.quote));
  return make("div", { class: "before" }, make("p", { class: "label" }, words.say("before")), make("ul", {}, ...earlier.map(item)));
}

// What the text says before its first statement, such as where each program stands; each number opens its source.
function openingOf(answer, card) {
  const plain = (words) => words.replace(/\s+/g, " ").trim();
  const lines = answer.text.split("\n");
  const first = answer.statements.length ? plain(answer.statements[0].text) : "";
  const told = lines.slice(0, Math.max(0, lines.findIndex((line) => plain(line).includes(first)))).filter(Boolean);
  const marked = (line) => line.split(/(\[\d+\])/).map((part) => {
    const citation = answer.citations.find((one) => part === `[${one.number}]`);
    return citation ? card.marker(citation) : part;
  });
  return told.length ? [make("ul", { class: "opening" }, ...told.map((line) => make("li", { dir: "auto" }, ...marked(line))))] : [];
}
