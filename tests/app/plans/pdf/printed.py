"""Writes small PDFs by hand: Chinese type at given places, drawn lines, filled areas, pictures."""

from __future__ import annotations

from dataclasses import dataclass, field

WIDTH, HEIGHT = 595, 842
LEFT, RIGHT = 80, 520
SIZE = 16


@dataclass
class Sheet:
    """A page; places are points from the upper left corner."""

    marks: list[str] = field(default_factory=list)
    y: float = 100.0

    def type(self, text: str, x: float, y: float, size: float = SIZE) -> None:
        font, code = ("F2", "ascii") if text.isascii() else ("F1", "utf-16-be")
        self.marks.append(f"BT /{font} {size} Tf 1 0 0 1 {x} {HEIGHT - y} Tm <{text.encode(code).hex()}> Tj ET")

    def rule(self, x0: float, y0: float, x1: float, y1: float) -> None:
        self.marks.append(f"0.5 w {x0} {HEIGHT - y0} m {x1} {HEIGHT - y1} l S")

    def fill(self, x: float, y: float, width: float, height: float) -> None:
        self.marks.append(f"0.9 g {x} {HEIGHT - y - height} {width} {height} re f 0 g")

    def picture(self, x: float, y: float, width: float, height: float) -> None:
        self.marks.append(f"q {width} 0 0 {height} {x} {HEIGHT - y - height} cm /Im1 Do Q")

    def paragraph(self, text: str, indent: float = 2, size: float = SIZE, pitch: float = 28) -> None:
        """Set a paragraph in lines as a word processor does, from `y` down."""
        room = (RIGHT - LEFT) / size
        first, rest = int(room - indent), text
        x = LEFT + indent * size
        while rest:
            self.type(rest[:first], x, self.y, size)
            rest, first, x = rest[first:], int(room), LEFT
            self.y += pitch

    def centred(self, text: str, size: float = SIZE) -> None:
        self.type(text, (LEFT + RIGHT - len(text) * size) / 2, self.y, size)
        self.y += 2 * size

    def grid(self, columns: list[float], rows: list[float]) -> None:
        """Every line of a ruled table."""
        for y in rows:
            self.rule(columns[0], y, columns[-1], y)
        for x in columns:
            self.rule(x, rows[0], x, rows[-1])


def pdf(*sheets: Sheet, rotate: int = 0, trailer: str = "") -> bytes:
    """The file of some pages."""
    bodies = ["", "<< /Type /Catalog /Pages 2 0 R >>"]
    kids = " ".join(f"{6 + 2 * i} 0 R" for i in range(len(sheets)))
    bodies.append(f"<< /Type /Pages /Kids [{kids}] /Count {len(sheets)} >>")
    bodies.append(
        "<< /Type /Font /Subtype /Type0 /BaseFont /STSong /Encoding /UniGB-UCS2-H /DescendantFonts [4 0 R] >>"
    )
    bodies.append(
        "<< /Type /Font /Subtype /CIDFontType0 /BaseFont /STSong /DW 1000"
        " /CIDSystemInfo << /Registry (Adobe) /Ordering (GB1) /Supplement 2 >> >>"
    )
    bodies.append(
        "<< /Type /XObject /Subtype /Image /Width 1 /Height 1 /BitsPerComponent 8 /ColorSpace /DeviceGray"
        " /Length 1 >>\nstream\n\x80\nendstream"
    )
    latin = "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>"
    for i, sheet in enumerate(sheets):
        bodies.append(
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 {WIDTH} {HEIGHT}] /Rotate {rotate} /Contents {7 + 2 * i} 0 R"
            f" /Resources << /Font << /F1 3 0 R /F2 {latin} >> /XObject << /Im1 5 0 R >> >> >>"
        )
        content = "\n".join(sheet.marks)
        bodies.append(f"<< /Length {len(content)} >>\nstream\n{content}\nendstream")
    out = bytearray(b"%PDF-1.5\n")
    places = []
    for number, body in enumerate(bodies[1:], 1):
        places.append(len(out))
        out += f"{number} 0 obj\n{body}\nendobj\n".encode("latin-1")
    start = len(out)
    out += f"xref\n0 {len(bodies)}\n0000000000 65535 f \n".encode()
    out += "".join(f"{place:010d} 00000 n \n" for place in places).encode()
    out += f"trailer\n<< /Size {len(bodies)} /Root 1 0 R {trailer} >>\nstartxref\n{start}\n%%EOF\n".encode()
    return bytes(out)
