"""Damaged and hostile files: seeds of every format, mutated with a fixed seed. Run as a program, it reads them and prints what happened.

It runs by itself, so that its memory is its own and an alarm can end it where a reader hangs in code that is not Python.
"""

from __future__ import annotations

import json
import random
import signal
import sys
import time
import zipfile
from collections import Counter
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import docx

from ingest.errors import IngestError
from ingest.parse import parse, parse_part
from ingest.readers import contents
from tests.pdf_writer import At, column, flate, pdf

TITLE = "Orlen Vale Opens Its First Plant"
NEWS = (
    "BOSTON, March 4, 2025 -- Orlen Vale Inc. (Nasdaq: ORLV) today announced that it has opened its first plant, which will make kits "
    "for the testing of blood. “We expect to hire forty people by 2027,” said Jane Roe, chief executive officer."
)
LEGEND = (
    "This release contains forward-looking statements. Words such as “expects” mark them. The company does not undertake to update them."
)
TABLE = [
    ["(in thousands)", "June 30, 2025", "2024"],
    ["Cash", "$ 12,345", "$ 9,876"],
    ["Net loss", "(300)", "(250)"],
    ["Margin", "12%", "10%"],
]
CONTACT = "Contact: Jane Roe, 617-555-0100, jane@orlenvale.com"
HOSTILE = [
    b"<table>" * 300, b"<div><b>" * 400, b"]]>", b"<![CDATA[", b"<!DOCTYPE a [<!ENTITY b 'c'>]>", b"&#x0;", b"&#1114112;", b"&amp;" * 50, b"\x00" * 8,
    b"\xff\xfe", b"\xf0\x9f\x98\x80" * 20, b"\xe2\x80\xae", b"%s%n", b"9" * 400, b"-1", b"4294967296", b"(" * 500, b"[" * 500, b"*" * 700,
    b"|" * 600, b"\n" * 500, b"\t" * 300, b" " * 3000, b"$ 1,000 " * 150, b"colspan=999999999 ", b"stream\nendstream", b"/Length 99999999", b"/Kids [2 0 R]",
    b"<TEXT>", b"</TEXT>", b"<DOCUMENT>\n<TYPE>EX-99.1\n<TEXT>\n", b"\xc3\x28", b"\r", b"\x0c", b"3025-99-99", b"January 45, 2025 -- ", b"Contact:" * 40,
]  # fmt: skip


def seeds() -> dict[str, bytes]:
    """A small good file of each format, by name."""
    lines = "".join(f"<tr>{''.join(f'<td>{cell}</td>' for cell in row)}</tr>" for row in TABLE)
    body = f"<p>{NEWS}</p><ul><li>Forty people</li></ul><table>{lines}</table><p>{LEGEND}</p><p>{CONTACT}</p>"
    page = f"<html><head><title>T</title></head><body><h1>{TITLE}</h1>{body}</body></html>"
    piped = "\n".join(f"| {' | '.join(row)} |" for row in [TABLE[0], ["---"] * 3, *TABLE[1:]])
    aligned = "\n".join(f"{a:<30}{b:>16}{c:>14}" for a, b, c in TABLE)
    header = "<SEC-DOCUMENT>1.txt : 20250304\n<SEC-HEADER>\nFILED AS OF DATE: 20250304\nFILER:\n COMPANY CONFORMED NAME: ORLEN VALE INC\n</SEC-HEADER>\n"
    exhibits = "".join(
        f"<DOCUMENT>\n<TYPE>{kind}\n<TEXT>\n{text}\n</TEXT>\n</DOCUMENT>\n"
        for kind, text in (("8-K", "Form"), ("EX-99.1", page), ("EX-99.2", NEWS))
    )
    entry = f"<title>{TITLE}</title><link>https://ir.orlenvale.com/1</link>"
    return {
        "a.md": f"# {TITLE}\n\n{NEWS}\n\n* Forty people\n\n{piped}\n\n{LEGEND}\n\n{CONTACT}\n".encode(),
        "a.txt": f"        {TITLE.upper()}\n\n{NEWS}\n\n{aligned}\n\n{LEGEND}\n\n{CONTACT}\n".encode(),
        "a.html": page.encode(),
        "b.txt": (header + exhibits + "</SEC-DOCUMENT>").encode(),
        "a.pdf": pdf(
            [At(60, 60, TITLE, 18, bold=True), *column(60, 90, [NEWS[:90], NEWS[90:180], LEGEND]), *_placed()], column(60, 60, [CONTACT])
        ),
        "b.pdf": pdf([], packed=flate(b"BT /F0 10 Tf 60 700 Td (" + NEWS.encode("cp1252", "replace") + b") Tj ET")),
        "a.docx": _word(),
        "a.xml": (
            "<?xml version='1.0'?><newsItem xmlns='http://iptc.org/std/nar/2006-10-01/'><contentMeta><contentCreated>2025-03-04T00:00:00Z"
            f"</contentCreated><headline>{TITLE}</headline></contentMeta><contentSet><inlineXML>{page}</inlineXML></contentSet></newsItem>"
        ).encode(),
        "b.xml": (
            "<NewsML><NewsItem><NewsManagement><FirstCreated>20250304T120000Z</FirstCreated></NewsManagement><NewsComponent><Role FormalName='Body'/>"
            f"<ContentItem><Format FormalName='XHTML'/><DataContent>{body}</DataContent></ContentItem></NewsComponent></NewsItem></NewsML>"
        ).encode(),
        "c.xml": f"<rss version='2.0'><channel><item>{entry}<description><![CDATA[{body}{body}]]></description></item></channel></rss>".encode(),
        "d.xml": f"<feed xmlns='http://www.w3.org/2005/Atom'><entry>{entry}<content type='html'><![CDATA[{body}]]></content></entry></feed>".encode(),
    }


def _placed() -> list[At]:
    return [At(x, 160 + 14 * y, cell) for y, row in enumerate(TABLE) for x, cell in zip((60, 300, 420), row, strict=True)]


def _word() -> bytes:
    document = docx.Document()
    document.add_heading(TITLE, 0)
    document.add_paragraph(NEWS)
    table = document.add_table(len(TABLE), 3)
    for row, texts in zip(table.rows, TABLE, strict=True):
        for cell, text in zip(row.cells, texts, strict=True):
            cell.text = text
    document.add_paragraph(LEGEND)
    held = BytesIO()
    document.save(held)
    return held.getvalue()


def mutated(data: bytes, chance: random.Random, others: list[bytes]) -> bytes:
    """The file with one to six damages."""
    held = bytearray(data)
    for _ in range(chance.randint(1, 6)):
        at = chance.randrange(len(held) + 1)
        end = min(at + chance.choice((1, 4, 30, 300)), len(held))
        kind = chance.randrange(8)
        if kind == 0:
            held[at:end] = bytes(chance.randrange(256) for _ in range(end - at))
        elif kind == 1:
            del held[at:end]
        elif kind == 2:
            held[at:at] = held[at:end] * chance.choice((1, 3, 50))
        elif kind == 3:
            held[at:at] = chance.choice(HOSTILE)
        elif kind == 4 and len(held) > 10:
            del held[chance.randrange(len(held)) :]
        elif kind == 5:
            other = chance.choice(others)
            start = chance.randrange(len(other))
            held[at:at] = other[start : start + chance.choice((20, 400))]
        elif kind == 6 and at < len(held):
            held[at] ^= 1 << chance.randrange(8)
        else:
            digits = [i for i, byte in enumerate(held) if 48 <= byte <= 57]
            if digits:
                held[chance.choice(digits)] = chance.choice(b"0123456789-")
    return bytes(held)


def within(data: bytes, part: str, change: Callable[[bytes], bytes]) -> bytes:
    """A zip archive with one part changed."""
    held = BytesIO()
    with zipfile.ZipFile(BytesIO(data)) as source, zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as archive:
        for info in source.infolist():
            archive.writestr(info.filename, change(source.read(info)) if info.filename == part else source.read(info))
    return held.getvalue()


def inputs(count: int, seed: int) -> list[tuple[str, bytes]]:
    """So many mutated files of all formats in turn, the same for the same seed."""
    chance, good = random.Random(seed), seeds()
    others, names = list(good.values()), list(good)
    made: list[tuple[str, bytes]] = []
    for number in range(count):
        name = names[number % len(names)]
        change = lambda data: mutated(data, chance, others)  # noqa: E731
        inner = name == "a.docx" and chance.random() < 0.7
        part = chance.choice(("word/document.xml", "word/document.xml", "word/styles.xml", "[Content_Types].xml", "_rels/.rels"))
        made.append((name, within(good[name], part, change) if inner else change(good[name])))
    return made


def outcomes(count: int, seed: int, longest: int) -> dict[str, object]:
    """What became of each; the alarm ends the program where one takes longer than ``longest`` seconds."""
    tally: Counter[str] = Counter()
    raised: list[str] = []
    slowest = 0.0
    for number, (name, data) in enumerate(inputs(count, seed)):
        signal.setitimer(signal.ITIMER_PROF, longest)  # of the processor's time: a busy machine is no hang
        began = time.process_time()
        try:
            for document in contents(data, name).documents:
                (parse_part if document.part else parse)(document)
            tally["read"] += 1
        except IngestError as error:
            tally["refused"] += 1
            if "\n" in str(error):
                raised.append(f"{number} {name}: a message of two lines: {str(error)[:200]!r}")
        except Exception as error:
            raised.append(f"{number} {name}: {type(error).__name__}: {str(error)[:200]}")
        slowest = max(slowest, time.process_time() - began)
        signal.setitimer(signal.ITIMER_PROF, 0)
    status = Path("/proc/self/status").read_text(encoding="ascii")  # ru_maxrss begins at what the starting process had
    peak = int(status.split("VmHWM:")[1].split()[0]) // 1024
    return {**tally, "raised": raised, "slowest": round(slowest, 2), "peak_mb": peak}


if __name__ == "__main__":
    print(json.dumps(outcomes(int(sys.argv[1]), int(sys.argv[2]), longest=10)))
