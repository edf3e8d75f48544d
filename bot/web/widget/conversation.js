// One question and its answer in the log, and what can be done with it.
class Exchange {
  constructor(log, question, { card, words, host, again, follow }) {
    Object.assign(this, { log, question, card, words, host, again, follow, statements: [] });
    this.asked = make("p", { class: "asked", dir: "auto" }, make("span", { class: "unseen" }, `${words.say("you")}: `), question);
    this.body = make("div", { class: "answer" });
    log.append(this.asked, this.body);
  }

  statement({ statement, citations }) {
    const element = statementOf(statement, citations, this.card, this.words);
    this.statements.push({ element, statement });
    this.body.append(element);
  }

  // A caution stands right after the last statement it belongs to.
  caveat({ caveat }) {
    const numbers = caveat.statements.flatMap((n) => this.statements[n]?.statement.citations ?? []).map((n) => `[${n}]`);
    const last = this.statements[Math.max(...caveat.statements)];
    (last ? last.element : this.body).append(cautionOf(caveat, [...new Set(numbers)].join(" "), this.words));
  }

  done(answer) {
    const { words, card } = this;
    const standing = answer.statements.length > 0;
    if (!standing) for (const line of answer.text.split("\n")) this.body.append(make("p", { class: "said", dir: "auto" }, line));
    this.statements.forEach(({ element }, n) => {
      const earlier = answer.superseded.filter((one) => one.statement === n);
      const late = answer.overdue.filter((one) => one.statement === n).map((one) => make("p", { class: "overdue" }, one.note));
      if (earlier.length) element.querySelector(".lead").prepend(make("span", { class: "badge" }, words.say("now")));
      element.querySelector(".said").after(...late, ...(earlier.length ? [beforeOf(earlier, card, words)] : []));
    });
    this.body.prepend(...openingOf(answer, card));
    for (const part of answer.missing) this.body.append(make("p", { class: "notice" }, make("strong", {}, words.say("missing")), ` ${part}`));
    for (const notice of answer.notices) if (notice.kind !== "automated") this.body.append(make("p", { class: "notice" }, notice.text));
    if (answer.nearest.length) this.body.append(this.nearest(answer.nearest));
    if (answer.contact?.email && answer.status !== "answered" && answer.status !== "help") this.body.append(contactLink(answer.contact, words));
    this.body.append(this.foot(answer));
    if (answer.suggestions.length) this.body.append(chips(answer.suggestions, this.follow, words));
  }

  nearest(releases) {
    const item = (r) => make("li", { dir: "auto" }, link(`${this.host}/releases/${r.release_id}`, r.headline), ` ${this.words.date(r.published)}`);
    return make("div", { class: "nearest" }, make("p", { class: "label" }, this.words.say("nearest")), make("ul", {}, ...releases.map(item)));
  }

  foot(answer) {
    const { words } = this;
    const said = make("span", { role: "status", class: "told" });
    const dated = answer.as_of ? words.say("as_of", { date: words.date(answer.as_of) }) : answer.record_as_of ? words.say("newest", { date: words.date(answer.record_as_of) }) : "";
    const think = async (helpful, comment) => {
      try {
        await call(`${this.host}/v1/feedback`, sent({ answer_id: answer.answer_id, helpful, comment }));
        said.textContent = words.say("thanks");
        return true;
      } catch {
        said.textContent = words.say("failed_opinion");
        return false;
      }
    };
    const why = whyOf(words, (comment) => think(false, comment));
    const opinions = ["helpful", "unhelpful"].map((name) =>
      button(name, words.say(name), (event) => {
        for (const each of opinions) each.setAttribute("aria-pressed", String(each === event.currentTarget));
        why.hidden = name === "helpful";
        if (!why.hidden) why.querySelector("textarea").focus();
        return think(name === "helpful");
      }, { "aria-pressed": "false" }),
    );
    const copy = button("copy", words.say("copy"), async () => {
      await copied(plainText(answer, this.card, words), this.body);
      said.textContent = words.say("copied");
    });
    return make("div", { class: "foot" }, make("p", {}, dated && make("strong", {}, dated), dated && " · ", words.say("automated")), make("div", { class: "tools" }, copy, ...opinions, said), why);
  }

  // An answer that broke off is taken back whole: half of one might lack its caution.
  trouble(error) {
    const { words } = this;
    const again = error.kind !== "refused" && make("button", { type: "button", class: "plain", onclick: () => { this.asked.remove(); this.body.remove(); this.again(this.question); } }, words.say("retry"));
    this.body.replaceChildren(make("div", { class: "trouble", role: "alert" }, make("p", {}, words.say(error.kind, { n: error.seconds })), again));
  }
}

const chips = (questions, ask, words) =>
  make("div", { class: "chips", role: "group", "aria-label": words.say("suggested") }, ...questions.map((q) => make("button", { type: "button", class: "chip", dir: "auto", onclick: () => ask(q) }, q)));

const contactLink = (contact, words) => link(`mailto:${contact.email}`, words.say("contact"), { class: "contact" });

// Why an answer did not help, for who likes to say; the opinion itself is sent before.
function whyOf(words, send) {
  const field = make("textarea", { rows: "2", maxlength: "1000", "aria-label": words.say("why"), placeholder: words.say("why") });
  const form = make("form", { class: "why", hidden: true, onsubmit: async (event) => {
    event.preventDefault();
    if (field.value.trim() && (await send(field.value.trim()))) form.hidden = true;
  } }, field, make("button", { type: "submit", class: "plain" }, words.say("send")));
  return form;
}

function plainText(answer, card, words) {
  const cautions = answer.caveats.flatMap((c) => [c.notice, ...c.factors.map((f) => `– ${f}`), ...c.assumptions.map((a) => `– ${a}`), c.update_policy]);
  const sources = answer.citations.map((c) => `[${c.number}] “${c.quote}” ${c.headline}, ${words.date(c.published)}. ${card.address(c)}`);
  const dated = answer.as_of ? words.say("as_of", { date: words.date(answer.as_of) }) : "";
  return [answer.question, answer.text, cautions.filter(Boolean).join("\n"), sources.join("\n"), `${dated} ${words.say("automated")}.`.trim()].filter(Boolean).join("\n\n");
}

async function copied(words, place) {
  if (navigator.clipboard) return navigator.clipboard.writeText(words);
  const area = make("textarea", { class: "unseen", readonly: true }); // pages without https have no clipboard of their own
  area.value = words;
  place.append(area);
  area.select();
  document.execCommand("copy");
  area.remove();
}
