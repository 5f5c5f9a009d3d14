"""Reading plans in every format, against the plain extraction of the same files by the engines of markitdown; and the
peak memory of reading 300 pages and 100,000 paragraphs. Each measurement is a whole process."""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import tempfile
import time
import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import replace
from html import escape
from pathlib import Path

from ratio import alternating, report

from app.drafting.renumber import renumber
from app.drafting.sample import sample_draft
from app.exporting import plan_docx
from app.plans import conversion
from app.plans.model import Box, Figure, Plan, Table, new_id
from app.plans.normalise import Line
from app.plans.reading import read_plan
from app.plans.source_text import SourceText
from app.plans.word.reader import lines_of

ROOT = Path(__file__).resolve().parents[2]
REFERENCES = Path(os.environ.get("REFERENCES") or ROOT.parent / "shared" / "references")
FORMATS = (".txt", ".docx", ".pdf", ".html")
ROUNDS = 5
TIMES = 10  # the sample draft has some 31 pages
MOST_MB = 300
READ = """
import sys
from pathlib import Path
from app.plans.reading import read_plan
for name in sys.argv[1:]:
    read_plan(Path(name))
"""
# What the system counts of a process begins with the memory of the one that started it; VmHWM does not.
PEAK = """
try:
    print(next(line.split()[1] for line in open("/proc/self/status") if line.startswith("VmHWM")))
except (OSError, StopIteration):
    import resource
    print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)
"""
EXTRACT = (Path(__file__).parent / "extract_plainly.py").read_text(encoding="utf-8")


def process(program: str, files: Sequence[Path]) -> tuple[float, float]:
    """Seconds and peak memory (MB) of a Python process that runs a program on files."""
    started = time.perf_counter()
    command = [sys.executable, "-c", program + PEAK, *map(str, files)]
    said = subprocess.run(command, cwd=ROOT, check=True, stdout=subprocess.PIPE, text=True).stdout
    return time.perf_counter() - started, int(said) / 1024


def long_plan() -> Plan:
    """A plan of some 300 pages: the sample draft several times over, counted through."""
    plan = sample_draft()
    sections = [replace(section, id=new_id()) for _ in range(TIMES) for section in plan.sections]
    return replace(plan, sections=renumber(tuple(sections)))


def as_html(lines: Sequence[Line]) -> str:
    """A web page that shows these lines."""
    body = "\n".join(part for line in lines for part in markup(line))
    return f'<html><head><meta charset="utf-8"></head><body>\n{body}\n</body></html>\n'


def markup(line: Line) -> Iterator[str]:
    match line.held:
        case Table() as table:
            rows = (table.header, *table.rows)
            cells = ("".join(f"<td>{escape(cell)}</td>" for cell in row) for row in rows)
            yield "<table>" + "".join(f"<tr>{row}</tr>" for row in cells) + "</table>"
        case Box() | Figure():
            yield from (f"<p>{escape(row.text)}</p>" for row in SourceText.of_lines([line], "段").lines)
        case None:
            yield f"<p>&nbsp;&nbsp;&nbsp;&nbsp;{escape(line.text)}</p>"


def formats_of(plan: Plan, folder: Path, name: str) -> None:
    """Write a plan in every format; the text is what the Word file shows."""
    word = folder / f"{name}.docx"
    plan_docx.write(plan, word)
    lines = lines_of(word.read_bytes())
    text = "\n".join(row.text for row in SourceText.of_lines(lines, "段").lines)
    word.with_suffix(".txt").write_text(text, encoding="utf-8")
    word.with_suffix(".html").write_text(as_html(lines), encoding="utf-8")


def print_all(folder: Path) -> None:
    """The Word files of a folder as PDF, through LibreOffice."""
    program = conversion.office()
    if program is None:
        return
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    command = [program, profile, "--headless", "--convert-to", "pdf", "--outdir", str(folder)]
    subprocess.run([*command, *map(str, folder.glob("*.docx"))], check=True, capture_output=True, timeout=600)


def many_paragraphs(file: Path, count: int = 100_000) -> None:
    """A Word file with so many paragraphs."""
    with zipfile.ZipFile(file.parent / "long.docx") as long, zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as made:
        for part in long.namelist():
            data = long.read(part)
            if part == "word/document.xml":
                start = data.index(b"<w:p>") if b"<w:p>" in data else data.index(b"<w:p ")
                paragraphs = (
                    f'<w:p><w:pPr><w:ind w:firstLineChars="200"/></w:pPr><w:r><w:rPr><w:rFonts w:eastAsia="仿宋"/>'
                    f'<w:sz w:val="32"/></w:rPr><w:t>'
                    f"第{i}项工作由有关部门按照分工抓好落实，按年度报告进展。</w:t></w:r></w:p>"
                    for i in range(count)
                )
                end = data.rindex(b"</w:body>")
                data = data[:start] + data[start:end] + "".join(paragraphs).encode() + data[end:]
            made.writestr(part, data)


def compare(name: str, files: Sequence[Path], against: str) -> None:
    peaks: list[float] = []

    def ours() -> float:
        seconds, peak = process(READ, files)
        peaks.append(peak)
        return seconds

    mine, peer = alternating(ours, lambda: process(EXTRACT, files)[0], ROUNDS)
    report(f"reading {name}", mine, peer, unit="s", against=against, aim=2)
    report(f"peak memory, {name}", statistics.median(peaks), None, unit="MB", against="nothing", aim=MOST_MB)


PEERS = {".txt": "markdown-it-py", ".docx": "mammoth", ".pdf": "pdfminer.six", ".html": "markdownify"}

with tempfile.TemporaryDirectory() as made:
    folder = Path(made)
    references = sorted(REFERENCES.glob("*.txt"))
    for number, file in enumerate(references):
        formats_of(read_plan(file).plan, folder, f"plan{number}")
    formats_of(long_plan(), folder, "long")
    print_all(folder)
    for suffix in FORMATS:
        plans = references if suffix == ".txt" else sorted(folder.glob(f"plan*{suffix}"))
        against = f"plain extraction by {PEERS[suffix]}"
        if plans:
            compare(f"{len(plans)} plans as {suffix}", plans, against)
        if (long := folder / f"long{suffix}").exists():
            compare(f"300 pages as {suffix}", [long], against)
    many = folder / "many.docx"
    many_paragraphs(many)
    seconds, peak = process(READ, [many])
    report("100,000 paragraphs as .docx", seconds, None, unit="s", against="nothing")
    report("peak memory, 100,000 paragraphs as .docx", peak, None, unit="MB", against="nothing", aim=MOST_MB)
