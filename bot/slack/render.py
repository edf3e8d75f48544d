"""An answer as Slack blocks: verbatim, numbered and linked, the caution beside its statement. Pure: it opens nothing."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from itertools import groupby

from bot.answer import Answer, Caveat, Citation, Statement
from bot.compose.quotes import lead, on_one_line
from bot.dates import spoken
from bot.slack.links import address, to_words
from bot.slack.rich import Block, Element, actions, bullets, button, cut, escaped, link, paragraph, quoted, rich, section, small, words
from ingest import Contact
from prompts import text

NUMBER = re.compile(r"(\[\d+\])")
LONGEST_QUOTE = 2_500  # characters of one statement; the rest is behind its link
LONGEST_FACTOR = 900  # characters of one factor, assumption or policy; the release has the whole
FALLBACK = 3_000  # characters of the text that notifications and screen readers get


def answer_blocks(answer: Answer, base: str | None) -> list[Block]:
    """The whole answer without its buttons: what opens it, statements with what belongs to each, sources, dates."""
    return [*opening(answer, base), *statements(answer, base), *closing(answer, base)]


def opening(answer: Answer, base: str | None) -> list[Block]:
    """What comes before the statements, what is numbered as a list; the whole text where there are none."""
    lines = [line for line in (answer.opening if answer.statements else cut(answer.text, LONGEST_QUOTE)).splitlines() if line]
    told = [_numbered(line, answer, base) for line in lines]
    first = next((n for n, line in enumerate(lines) if NUMBER.search(line)), len(lines)) if answer.statements else len(lines)
    listed = [rich(bullets(told[first:]))] if len(told) - first > 1 else [rich(section(*one)) for one in told[first:]]
    return [*(rich(section(*one)) for one in told[:first]), *listed]


def statements(answer: Answer, base: str | None, *, since: int = 0) -> list[Block]:
    """A block a statement from number ``since`` on, with what became of it and the caution that belongs to it."""
    after = {max(caveat.statements): caveat for caveat in answer.caveats}
    blocks = []
    for index in range(since, len(answer.statements)):
        before = answer.statements[index - 1] if index else None
        parts = [said(answer.statements[index], answer.citations, base, before=before)]
        parts += [section(words(f"↳ {line}", italic=True)) for line in fared(index, answer)]
        parts += [quoted(*caution(after[index], answer, base))] if index in after else []
        blocks.append(rich(*parts))
    return blocks


def said(statement: Statement, citations: Sequence[Citation], base: str | None, *, before: Statement | None = None) -> Element:
    """One statement: date and speaker where they change, the very words, a linked number for each source."""
    by_number = {citation.number: citation for citation in citations}
    source = by_number[statement.citations[0]]
    heading = lead(statement, source)
    same = before is not None and lead(before, by_number[before.citations[0]]) == heading
    same = same and before is not None and by_number[before.citations[0]].release_id == source.release_id
    marks = [part for n in statement.citations for part in (words(" "), link(f"[{n}]", to_words(by_number[n], base)))]
    ahead = [words(f" ({text('slack_ahead')})", italic=True)] if statement.forward_looking else []
    return section(*([] if same else [words(heading, bold=True)]), words(cut(on_one_line(statement.text), LONGEST_QUOTE)), *marks, *ahead)


def fared(index: int, answer: Answer) -> Iterator[str]:
    """What became of a statement: what it replaced, by what it was replaced, which date has passed."""
    for one in answer.superseded:
        if one["statement"] == index:
            yield text("before", published=spoken(one["published"]), quote=cut(on_one_line(one["quote"]), LONGEST_FACTOR))
    if newer := answer.statements[index].superseded_by:
        number = next((f"[{c.number}]" for c in answer.citations if c.release_id == newer), newer)
        yield text("superseded", release=number)
    for one in answer.overdue:
        if one["statement"] == index:
            yield f"{one['expected']}: {one['note']}"


def caution(caveat: Caveat, answer: Answer, base: str | None) -> Iterator[Element]:
    """The cautions of a release for its statements: the notice, its own factors, assumptions and update policy."""
    numbers = ", ".join(f"[{answer.statements[index].citations[0]}]" for index in caveat.statements)
    yield words(text("slack_caution", numbers=numbers) + " ", bold=True)
    yield words(caveat.notice)
    for name, quotes in (("slack_risk", caveat.factors), ("slack_assumption", caveat.assumptions)):
        for quote in quotes:
            yield words(f"\n{text(name)} ", italic=True)
            yield words(cut(on_one_line(quote), LONGEST_FACTOR))
    if caveat.update_policy:
        yield words(f"\n{text('slack_updating')} ", italic=True)
        yield words(cut(on_one_line(caveat.update_policy), LONGEST_FACTOR))
    cited = next((c for c in answer.citations if c.release_id == caveat.release_id), None)
    if url := address(cited.url if cited else None, "", base=base, release_id=caveat.release_id, span=(caveat.start, caveat.end)):
        yield words("\n")
        yield link(text("slack_whole_caution"), url)


def closing(answer: Answer, base: str | None) -> list[Block]:
    """What stands after the statements: notices, what is missing, the sources, and as of when."""
    blocks: list[Block] = []
    if answer.statements:
        blocks += [paragraph(notice.text) for notice in answer.notices]
        blocks += [paragraph(text("partial", missing="; ".join(answer.missing)))] if answer.missing else []
    if answer.citations:
        sources = groupby(sorted(answer.citations, key=_first_of(answer.citations)), key=lambda one: one.release_id)
        blocks.append(_listed(text("slack_sources"), [_source(list(group), base) for _, group in sources]))
    if answer.nearest:
        near = [_release(n.release_id, f"{spoken(n.published)}: {n.headline}", base) for n in answer.nearest]
        blocks.append(_listed(text("slack_nearest"), near))
    if answer.suggestions:
        blocks.append(_listed(text("slack_suggestions"), [[words(suggestion)] for suggestion in answer.suggestions]))
    if answer.contact and answer.status in ("not_found", "declined", "partial"):
        blocks.append(paragraph(text("slack_contact", contact=contact_line(answer.contact))))
    return [*blocks, small(standing_line(answer))]


def standing_line(answer: Answer) -> str:
    """As of when, the newest release on record, and that a machine answers from published words."""
    as_of = text("slack_as_of", day=spoken(answer.as_of)) if answer.as_of else ""
    newest = text("slack_newest", day=spoken(answer.record_as_of)) if answer.record_as_of else ""
    return " ".join(part for part in (as_of, newest, text("automated")) if part)


def contact_line(contact: Contact) -> str:
    """A contact on one line."""
    return ", ".join(part for part in (contact.name, contact.organization, contact.email, contact.phone) if part)


def offered(answer: Answer, *more: Element, ask_ir: bool = False) -> list[Block]:
    """What is offered below an answer: its words, the way to a person where there is one, and whether it helped."""
    show = [button(text("slack_show"), "show_words", spans(answer.citations))] if answer.citations else []
    ask = [button(text("slack_ask_ir"), "ask_ir", carried(answer))] if ask_ir else []
    row = [*show, *more, *ask]
    return ([actions(*row)] if row else []) + [feedback(answer.answer_id)]


def carried(answer: Answer) -> str:
    """An answer as a button carries it: its id, and its question, should the id not be known any more."""
    return f"{answer.answer_id}|{answer.standalone_question or answer.question.text}"[:VALUE]


def feedback(answer_id: str) -> Block:
    """Helpful, or not."""
    told = {name: {"text": {"type": "plain_text", "text": text(f"slack_{name}")}, "value": f"{name}:{answer_id}"} for name in OPINIONS}
    element = {
        "type": "feedback_buttons",
        "action_id": "feedback",
        "positive_button": told["helpful"],
        "negative_button": told["unhelpful"],
    }
    return {"type": "context_actions", "elements": [element]}


def spans(citations: Sequence[Citation]) -> str:
    """The places of the cited words as a button carries them: at most 2,000 characters."""
    parts: list[str] = []
    for c in citations:
        part = f"{c.release_id}:{c.start}:{c.end}"
        if sum(map(len, parts)) + len(parts) + len(part) > VALUE:
            break
        parts.append(part)
    return "|".join(parts)


def fallback(answer: Answer) -> str:
    """The answer as text, for notifications and for clients that show no blocks."""
    return escaped(cut(answer.text, FALLBACK))


def _numbered(line: str, answer: Answer, base: str | None) -> list[Element]:
    """A line of ours, each number in it leading to its source."""
    urls = {f"[{citation.number}]": to_words(citation, base) for citation in answer.citations}
    return [link(part, urls[part]) if part in urls else words(part) for part in NUMBER.split(line) if part]


def _listed(title: str, items: Sequence[Sequence[Element]]) -> Block:
    return rich(section(words(title, bold=True)), bullets(items))


def _source(cited: Sequence[Citation], base: str | None) -> list[Element]:
    """A release with the numbers by which it is cited, each leading to its own words."""
    marks = [part for one in cited for part in (link(f"[{one.number}]", to_words(one, base)), words(" "))]
    where = "".join(f", “{cut(section, 200)}”" for section in dict.fromkeys(one.section for one in cited) if section)
    return [*marks, link(cut(cited[0].headline, 300), to_words(cited[0], base)), words(f" — {spoken(cited[0].published)}{where}")]


def _first_of(citations: Sequence[Citation]) -> Callable[[Citation], int]:
    """Sorts citations of a release to the first of them."""
    first: dict[str, int] = {}
    for one in citations:
        first.setdefault(one.release_id, one.number)
    return lambda one: first[one.release_id]


def _release(release_id: str, told: str, base: str | None) -> list[Element]:
    return [link(cut(told, 300), address(None, "", base=base, release_id=release_id, span=None))]


OPINIONS = ("helpful", "unhelpful")
VALUE = 2_000  # characters of a button's value
