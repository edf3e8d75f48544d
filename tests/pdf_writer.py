"""Writes small PDF files: lines of Helvetica at places, and pictures."""

from __future__ import annotations

import zlib
from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class At:
    """Words at (x, y) from the page's upper left corner, in points."""

    x: float
    y: float
    text: str
    size: float = 10
    bold: bool = False


def column(x: float, y: float, lines: Sequence[str], *, size: float = 10, bold: bool = False, pitch: float = 14) -> list[At]:
    """Lines one below the other."""
    return [At(x, y + i * pitch, line, size, bold) for i, line in enumerate(lines)]


def pdf(*pages: Sequence[At], title: str = "", scanned: bool = False, packed: bytes | None = None) -> bytes:
    """A PDF file of these pages; ``scanned`` puts a picture over each, ``packed`` replaces the pages' content."""
    bodies: list[bytes] = []
    kids = " ".join(f"{6 + 2 * i} 0 R" for i in range(len(pages)))
    bodies.append(b"<< /Type /Catalog /Pages 2 0 R >>")
    bodies.append(f"<< /Type /Pages /Kids [{kids}] /Count {len(pages)} >>".encode())
    for name in ("Helvetica", "Helvetica-Bold"):
        bodies.append(f"<< /Type /Font /Subtype /Type1 /BaseFont /{name} /Encoding /WinAnsiEncoding >>".encode())
    bodies.append(_stream(b"\xff", "/Type /XObject /Subtype /Image /Width 1 /Height 1 /ColorSpace /DeviceGray /BitsPerComponent 8"))
    for i, page in enumerate(pages):
        bodies.append(
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents {7 + 2 * i} 0 R "
            f"/Resources << /Font << /F0 3 0 R /F1 4 0 R >> /XObject << /P 5 0 R >> >> >>".encode()
        )
        content = b"".join(map(_shown, page)) + (b"q 600 0 0 780 6 6 cm /P Do Q\n" if scanned else b"")
        bodies.append(_stream(content) if packed is None else packed)
    bodies.append(f"<< /Title ({title}) >>".encode())
    return _file(bodies)


def flate(data: bytes) -> bytes:
    """A packed stream."""
    return _stream(zlib.compress(data, 9), "/Filter /FlateDecode")


def _shown(at: At) -> bytes:
    words = at.text.encode("cp1252").replace(b"\\", b"\\\\").replace(b"(", b"\\(").replace(b")", b"\\)")
    return f"BT /F{int(at.bold)} {at.size} Tf {at.x} {792 - at.y} Td (".encode() + words + b") Tj ET\n"


def _stream(data: bytes, entries: str = "") -> bytes:
    return f"<< {entries} /Length {len(data)} >>\nstream\n".encode() + data + b"\nendstream"


def _file(bodies: Sequence[bytes]) -> bytes:
    out, places = bytearray(b"%PDF-1.4\n"), []
    for number, body in enumerate(bodies, 1):
        places.append(len(out))
        out += f"{number} 0 obj\n".encode() + body + b"\nendobj\n"
    start = len(out)
    out += f"xref\n0 {len(bodies) + 1}\n0000000000 65535 f \n".encode() + b"".join(b"%010d 00000 n \n" % place for place in places)
    return bytes(out + f"trailer\n<< /Size {len(bodies) + 1} /Root 1 0 R /Info {len(bodies)} 0 R >>\nstartxref\n{start}\n%%EOF\n".encode())
