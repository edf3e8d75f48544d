// The launcher and the panel: <onrecord-chat>, everything in its shadow root.
const sheet = new CSSStyleSheet();
sheet.replaceSync(STYLE);

class OnrecordChat extends HTMLElement {
  connectedCallback() {
    if (this.shadowRoot) return;
    this.host = this.dataset.host || HOST;
    this.words = speech(this.dataset.lang || document.documentElement.lang);
    this.inline = this.hasAttribute("inline");
    const root = this.attachShadow({ mode: "open" });
    root.adoptedStyleSheets = [sheet];
    this.card = new SourceCard(this.host, this.words);
    this.panel = this.build();
    const open = make("button", { type: "button", class: "launcher", "aria-haspopup": "dialog", onclick: () => this.open() }, icon("ask"), this.words.say("open"));
    this.launcher = this.inline ? null : open;
    root.append(...(this.launcher ? [this.launcher] : []), this.panel);
    if (this.inline) this.begin();
    else if (this.hasAttribute("data-open")) this.open();
  }

  build() {
    const say = this.words.say;
    const title = this.dataset.title || say("title");
    this.log = make("div", { class: "log", role: "log", tabindex: "0", "aria-label": title });
    this.status = make("p", { class: "status", role: "status" });
    this.field = make("textarea", { rows: "1", maxlength: "2000", "aria-label": say("ask"), placeholder: say("ask"), onkeydown: (event) => this.key(event) });
    this.sender = make("button", { type: "submit", class: "send", "aria-label": say("send"), title: say("send") }, icon("send"));
    const form = make("form", { onsubmit: (event) => this.submit(event) }, this.field, this.sender);
    this.contact = make("span");
    const buttons = [button("again", say("again"), () => this.startOver()), !this.inline && button("close", say("close"), () => this.panel.close())];
    const head = make("div", { class: "head" }, make("h2", {}, title), ...buttons);
    const foot = make("p", { class: "small" }, `${say("automated")}. ${say("automated_more")} `, this.contact);
    const inside = [head, this.log, this.status, form, foot, this.card.element];
    if (this.inline) return make("section", { class: "panel", "aria-label": title, lang: this.words.lang }, ...inside);
    const panel = make("dialog", { class: "panel", "aria-label": title, lang: this.words.lang, onkeydown: (event) => this.escape(event) }, ...inside);
    panel.addEventListener("close", () => this.closed());
    return panel;
  }

  open() {
    if (this.panel.open) return;
    if (matchMedia("(max-width: 30em)").matches) this.panel.showModal();
    else this.panel.show();
    this.launcher.hidden = true;
    this.begin();
    this.field.focus();
  }

  closed() {
    this.launcher.hidden = false;
    this.launcher.focus();
  }

  escape(event) {
    if (event.key === "Escape" && !this.card.element.matches(":popover-open")) this.panel.close();
  }

  // The greeting, at once; the suggestions when they have come.
  async begin() {
    if (this.begun) return;
    this.begun = true;
    this.log.append(make("p", { class: "hello" }, this.words.say("hello")));
    try {
      const offered = await (await call(`${this.host}/v1/suggestions`)).json();
      if (!this.field.value && !this.busy && offered.suggestions.length) this.log.append(chips(offered.suggestions, (q) => this.ask(q), this.words));
      if (offered.contact?.email) this.contact.replaceChildren(contactLink(offered.contact, this.words));
    } catch (error) {
      this.begun = false;
      if (error.kind === "refused") this.refuse();
    }
  }

  refuse() {
    this.log.replaceChildren(make("div", { class: "trouble", role: "alert" }, make("p", {}, this.words.say("refused"))));
    this.field.disabled = this.sender.disabled = true;
  }

  startOver() {
    this.current?.abort();
    this.thread = null;
    this.begun = false;
    this.log.replaceChildren();
    this.field.value = "";
    this.begin();
    this.field.focus();
  }

  key(event) {
    if (event.key === "Enter" && !event.shiftKey && !event.isComposing) this.submit(event);
  }

  submit(event) {
    event.preventDefault();
    const question = this.field.value.trim();
    if (!question || this.busy) return;
    this.field.value = "";
    this.ask(question);
  }

  async ask(question) {
    if (this.busy) return;
    this.log.querySelectorAll(".chips").forEach((each) => each.remove());
    const run = (this.current = new AbortController());
    const again = (q) => { this.ask(q); this.field.focus(); };
    const exchange = new Exchange(this.log, question, { card: this.card, words: this.words, host: this.host, again, follow: (q) => this.ask(q) });
    this.wait(true);
    exchange.asked.scrollIntoView({ block: "start" });
    try {
      await this.hear(exchange, question, run.signal);
    } catch (error) {
      if (run.signal.aborted) return;
      exchange.trouble(error instanceof Trouble ? error : new Trouble("failed"));
    } finally {
      if (this.current === run) this.wait(false);
    }
  }

  async hear(exchange, question, signal) {
    for await (const { kind, data } of asked(this.host, { question, thread: this.thread || undefined }, signal)) {
      if (kind === "error") throw troubleOf(data.status, new Headers());
      if (kind === "statement") exchange.statement(data);
      if (kind === "caveat") exchange.caveat(data);
      if (kind === "done") {
        this.thread = data.thread;
        exchange.done(data);
        return;
      }
    }
    throw new Trouble("failed");
  }

  wait(busy) {
    this.busy = busy;
    this.status.textContent = busy ? this.words.say("thinking") : "";
    this.sender.setAttribute("aria-disabled", String(busy));
  }
}
