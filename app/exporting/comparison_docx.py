"""条款对照表 as a .docx: A4 landscape, a column for each plan, the head row on every page."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

from app.errors import UserError
from app.exporting.comparison import Comparison, ComparisonRow, Counterpart
from app.exporting.fields import field
from app.exporting.footnotes_part import Footnotes
from app.exporting.house_style import HEITI, KAITI, PAGE_HEIGHT, PAGE_WIDTH
from app.exporting.manuscript import spacing
from app.exporting.oxml import Element, R, paragraph, run, run_properties, w
from app.exporting.package import Properties, relationship_id, save
from app.exporting.styles_part import font_table, settings, styles
from app.exporting.tables import table_frame
from app.exporting.titles import title_lines
from app.plans.outline import place_line
from app.progress import Progress, silent

_EXCERPT = 150  # characters; with whole clauses most pages would show one column only
_MARGIN = 1134  # twips, 20 mm: a working paper, whose columns need the room
_MARGINS = dict.fromkeys(("top", "right", "bottom", "left"), _MARGIN) | {"header": 567, "footer": 567, "gutter": 0}
_WIDTH = PAGE_HEIGHT - 2 * _MARGIN


def write(comparison: Comparison, path: Path, progress: Progress = silent, created: datetime | None = None) -> None:
    """Write the table to `path`; `created` as in `plan_docx.write`. Raises `UserError` and `Cancelled`."""
    if not comparison.plan_titles:
        raise UserError("没有可对照的规划，没有写出文件。", "请先导入至少一个参考规划。")
    progress("排版", 0.1)
    parts = compose(comparison)
    progress("写入文件", 0.8)
    save(parts, Properties(comparison.title, "", (created or datetime.now(UTC)).astimezone(UTC)), path)
    progress("完成", 1.0)


def compose(comparison: Comparison) -> dict[str, Element]:
    """The parts of the document by name."""
    title = paragraph(
        "PlanTitle", [run("\n".join(title_lines(comparison.title, most=27)))], spacing("PlanTitle", after=290)
    )
    note = _line(f"注：较长的条款摘录开头约{_EXCERPT}字；全文可导出为 .xlsx 对照表。")
    return {
        "document": w("document", w("body", title, note, _grid(comparison), paragraph("TableRoom"), _section())),
        "styles": styles(),
        "settings": settings(refreshed=False),
        "fontTable": font_table(),
        "footnotes": Footnotes().part(),
        "footer1": _footer(),
    }


def _section() -> Element:
    references = []
    for kind in ("default", "even"):
        reference = w("footerReference", type=kind)
        reference.set(f"{{{R}}}id", relationship_id("footer1"))
        references.append(reference)
    return w(
        "sectPr",
        *references,
        w("pgSz", w=PAGE_HEIGHT, h=PAGE_WIDTH, orient="landscape"),
        w("pgMar", **_MARGINS),
        w("cols", space=425),
    )


def _footer() -> Element:
    runs = [run("第 "), *field("PAGE", "1"), run(" 页　共 "), *field("NUMPAGES", "1"), run(" 页")]
    return w("ftr", paragraph("PageNumberOdd", runs, w("ind", left=0, right=0), w("jc", val="center")))


def _grid(comparison: Comparison) -> Element:
    columns = 1 + len(comparison.plan_titles)
    widths = [_WIDTH // columns] * columns
    widths[0] += _WIDTH - sum(widths)
    grid = table_frame(widths)
    heads = (comparison.base_title, *comparison.plan_titles)
    head_cells = [
        _cell(width, [paragraph("ComparisonHead", [run(text)])]) for width, text in zip(widths, heads, strict=True)
    ]
    grid.append(w("tr", w("trPr", w("cantSplit"), w("tblHeader")), *head_cells))
    for row in comparison.rows:
        grid.append(_row(row, widths))
    return grid


def _row(row: ComparisonRow, widths: list[int]) -> Element:
    """A row that may break over pages: clauses are long."""
    base = _cell(widths[0], [_line(place_line(row.path, row.title), HEITI), *_text(row)])
    cells = [_cell(width, _counterpart(cell)) for width, cell in zip(widths[1:], row.cells, strict=True)]
    return w("tr", w("trPr", w("cantSplit", val=0)), base, *cells)


def _counterpart(cell: Counterpart | None) -> list[Element]:
    if cell is None:
        return [_line("无对应")]
    why = "；".join((cell.band, *cell.reasons[:2]))
    result = [_line(place_line(cell.path, cell.title), HEITI), _line(f"（{why}）", KAITI), *_text(cell)]
    return [*result, _line(f"备注：{cell.note}", KAITI)] if cell.note else result


def _text(clause: ComparisonRow | Counterpart) -> list[Element]:
    """The digest, else the opening of the clause up to the sentence that passes the bound: a printed table must stay
    short, and the .xlsx has everything."""
    if clause.digest:
        return [_line(f"要点：{clause.digest}")]
    text = clause.text
    if len(text) > _EXCERPT:
        end = text.find("。", _EXCERPT)
        text = text[: end + 1] if 0 <= end < _EXCERPT * 3 // 2 else text[:_EXCERPT]
        text += "……"
    return [_line(line) for line in text.splitlines() if line.strip()]


def _line(text: str, face: str | None = None) -> Element:
    return paragraph("ComparisonText", [run(text, run_properties(face))])


def _cell(width: int, content: list[Element]) -> Element:
    return w("tc", w("tcPr", w("tcW", w=width, type="dxa")), *content)
