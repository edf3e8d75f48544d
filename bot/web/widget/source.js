// The card that shows the very words a statement rests on.
class SourceCard {
  constructor(host, words) {
    Object.assign(this, { host, words });
    this.element = make("div", { class: "card", popover: "auto", role: "dialog", tabindex: "-1" });
    this.element.addEventListener("toggle", (event) => {
      if (event.newState === "closed" && this.mark) {
        this.mark.setAttribute("aria-expanded", "false");
        if (this.element.contains(this.element.getRootNode().activeElement) || !this.element.getRootNode().activeElement) this.mark.focus();
      }
    });
  }

  address(citation) {
    const { release_id, start, end } = citation;
    return `${this.host}/releases/${release_id}?from=${start}&to=${end}#${start}-${end}`;
  }

  name(citation) {
    return this.words.say("source", { n: citation.number, headline: citation.headline, date: this.words.date(citation.published) });
  }

  // The small numbered button in the text.
  marker(citation) {
    const mark = make("button", { type: "button", class: "mark", "aria-label": this.name(citation), "aria-haspopup": "dialog", "aria-expanded": "false" }, String(citation.number));
    mark.addEventListener("click", () => this.show(citation, mark));
    return mark;
  }

  show(citation, mark) {
    const card = this.element;
    if (card.matches(":popover-open")) card.hidePopover();
    this.mark = mark;
    card.setAttribute("aria-label", this.name(citation));
    card.replaceChildren(
      make("p", { class: "day" }, this.words.date(citation.published)),
      make("p", { class: "headline", dir: "auto" }, citation.headline),
      make("blockquote", { dir: "auto" }, citation.quote),
      link(this.address(citation), this.words.say("whole"), { class: "whole" }),
    );
    card.showPopover();
    mark.setAttribute("aria-expanded", "true");
    this.place(mark);
    card.focus();
  }

  // Beside the number and inside the window; on a phone the style sheet puts it at the bottom.
  place(mark) {
    const card = this.element;
    const at = mark.getBoundingClientRect();
    const room = document.documentElement;
    const left = Math.min(Math.max(8, at.left + at.width / 2 - card.offsetWidth / 2), room.clientWidth - card.offsetWidth - 8);
    const below = at.bottom + 8 + card.offsetHeight < window.innerHeight;
    const top = below ? at.bottom + 8 : Math.max(8, at.top - 8 - card.offsetHeight);
    card.style.setProperty("--left", `${left}px`);
    card.style.setProperty("--top", `${top}px`);
  }
}
