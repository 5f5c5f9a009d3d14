"""What the library page shows of plans and imports, as texts; no widgets."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from html import escape

from app.importing import FileReport, FileState, ImportReport
from app.plans.model import CARD_WORD, Box, Figure, NotTaken, Plan, PlanSummary, Role, Table
from app.plans.outline import section_count
from widgets.row_table_model import Column, RowGroup

_DASH = "—"
_STATES = {
    FileState.WAITING: "○ 等待",
    FileState.READING: "◐ 读取中",
    FileState.READ: "● 已读取",
    FileState.TAKEN: "✓ 已导入",
    FileState.SKIPPED: "– 已跳过",
    FileState.FAILED: "✕ 未导入",
}
CARD_HINT = "随程序提供：章节、指标和各条要点，没有原文。导入这份规划的文件后即成为全文，要点和对应条款标记都保留。"
"""What a card is, for whoever meets one."""


def plan_columns() -> tuple[Column, ...]:
    """The columns of the list of plans (`PlanSummary`)."""
    return (
        Column("标题", lambda plan: plan.title, stretch=1),
        Column("内容", content_text, tooltip=content_hint),
        Column("地区", lambda plan: plan.region or _DASH),
        Column("规划期", lambda plan: period_text(plan.period)),
        Column("文号", lambda plan: plan.doc_number or _DASH),
        Column("成文日期", lambda plan: date_text(plan.issued_on)),
        Column("章节", lambda plan: f"{plan.sections:,}", right=True),
        Column("字数", lambda plan: _DASH if plan.is_card else f"{plan.characters:,}", right=True),
    )


def content_text(plan: PlanSummary) -> str:
    """Whether the text is there or only what the program brings along."""
    return CARD_WORD if plan.is_card else "全文"


def content_hint(plan: PlanSummary) -> str:
    """What a card is, where one is listed."""
    return CARD_HINT if plan.is_card else ""


def plan_groups(summaries: Sequence[PlanSummary]) -> tuple[RowGroup, ...]:
    """References, then drafts; a group without plans has no line."""
    groups = (("参考规划", Role.REFERENCE), ("草稿", Role.DRAFT))
    rows = [(title, tuple(plan for plan in summaries if plan.role is role)) for title, role in groups]
    return tuple(RowGroup(f"{title}（{len(plans)}）", plans) for title, plans in rows if plans)


def report_columns() -> tuple[Column, ...]:
    """The columns of the report on an import (`FileReport`)."""

    def count(name: str) -> Column:
        titles = {"sections": "章节", "tables": "表格", "boxes": "专栏", "indicators": "指标", "footnotes": "脚注"}
        return Column(titles[name], lambda file: str(getattr(file, name)) if is_counted(file) else _DASH, right=True)

    return (
        Column("文件", lambda file: file.path.name, tooltip=lambda file: str(file.path)),
        Column("状态", state_text),
        *(count(name) for name in ("sections", "tables", "boxes", "indicators", "footnotes")),
        Column("说明", remark_on, stretch=1),
    )


def state_text(file: FileReport) -> str:
    """How far a file is, in a mark and a word."""
    return "✕ 未导入" if file.error else _STATES[file.state]


def is_counted(file: FileReport) -> bool:
    """Whether the file has been read, so that its counts say something."""
    return not file.error and file.state not in {FileState.WAITING, FileState.READING}


def importing_text(files: Sequence[FileReport]) -> str:
    """How far an import is, in one line."""
    failed = sum(1 for file in files if file.error)
    read = failed + sum(1 for file in files if is_counted(file))
    return f"已读取 {read} / {len(files)} 个文件" + (f"，{failed} 个未能读取" if failed else "")


def remark_on(file: FileReport) -> str:
    """What the user should know of one imported file."""
    if file.error:
        return f"{file.error}{file.remedy or ''}"
    if not is_counted(file):
        return ""
    if file.state is FileState.SKIPPED:
        return "规划库里已有这份规划，按你的选择没有导入。"
    notes = [f"未带入 {len(file.not_taken)} 处"] if file.not_taken else []
    notes += [f"存疑 {len(file.warnings)} 处"] if file.warnings else []
    return f"{file.title}" + (f"（{'，'.join(notes)}）" if notes else "")


def report_summary(report: ImportReport) -> str:
    """One sentence on a whole import."""
    taken, failed = len(report.taken), len(report.files) - len(report.taken)
    if not report.files:
        return "没有找到可以导入的文件：请选择 Word、WPS、PDF、网页或文本文件，或含有这类文件的文件夹。"
    skipped = sum(1 for file in report.files if file.state is FileState.SKIPPED)
    failed -= skipped
    if not failed:
        return f"已导入 {taken} 份规划" + (f"，跳过 {skipped} 份库中已有的。" if skipped else "。")
    if len(report.files) == 1:
        return remark_on(report.files[0])
    return f"已导入 {taken} 份规划，{failed} 个文件未能导入，原因见下方列表。"


def card_lines(plan: Plan) -> tuple[tuple[str, str], ...]:
    """The front matter as label and text; what is not known is left out. Paragraphs stand on lines of their own."""
    front = plan.front
    lines = (
        ("地区", front.region),
        ("发文机关", "、".join(front.issuers)),
        ("文号", front.doc_number),
        ("成文日期", front.issued_on and date_text(front.issued_on)),
        ("印发日期", front.printed_on and date_text(front.printed_on)),
        ("发布日期", front.published_on and date_text(front.published_on)),
        ("规划期", front.period and period_text(front.period)),
        ("基期", f"{front.base_year}年" if front.base_year else None),
        ("编制单位", front.compiler),
        ("主送", "\n".join(front.recipients)),
        ("抄送", "\n".join(front.copied_to)),
        ("附注", "\n".join(front.remarks)),
        ("来源文件", plan.source and plan.source.name),
        ("内容", CARD_HINT if plan.is_card else None),
    )
    return tuple((label, text) for label, text in lines if text)


def counts_text(plan: Plan, indicators: int) -> str:
    """What was recognised in a plan, in one line."""
    blocks = [block for section in plan.sections for block in section.blocks]
    boxes = [block for block in blocks if isinstance(block, Box)]
    blocks += [inner for box in boxes for inner in box.blocks]
    counts = (
        ("章节", section_count(plan), "个"),
        ("表格", sum(isinstance(block, Table) for block in blocks), "张"),
        ("专栏", len(boxes), "个"),
        ("图", sum(isinstance(block, Figure) for block in blocks), "幅"),
        ("指标", indicators, "项"),
        ("脚注", sum(len(section.footnotes) for section in plan.sections), "条"),
        ("名词解释", len(plan.glossary), "条"),
    )
    return "，".join(f"{name} {number}\N{NO-BREAK SPACE}{measure}" for name, number, measure in counts if number)


def reading_report(plan: Plan, indicators: int, warnings: Sequence[str]) -> str:
    """How a plan was read, as HTML: what was recognised, what was left out, what is in doubt."""
    parts = [f"<p><b>{'内有' if plan.is_card else '识别到'}</b>　{counts_text(plan, indicators) or '没有章节'}。</p>"]
    if plan.is_card:
        return f"{parts[0]}<p><b>{CARD_WORD}</b>　{CARD_HINT}</p>"
    parts.append(_list("没有带入的内容", [_not_taken(item) for item in plan.not_taken], "全部内容都已带入。"))
    parts.append(_list("存疑之处", [escape(warning) for warning in warnings], "没有存疑之处。"))
    return "".join(parts)


def date_text(day: date | None) -> str:
    """2022年4月15日, as official documents print it (GB/T 9704 7.3.5.4: no leading zeros)."""
    return f"{day.year}年{day.month}月{day.day}日" if day else _DASH


def period_text(period: tuple[int, int] | None) -> str:
    return f"{period[0]}—{period[1]}" if period else _DASH


def _not_taken(item: NotTaken) -> str:
    return f"{escape(item.what)}（{escape(item.where)}）：{escape(item.why)}"


def _list(title: str, items: Sequence[str], none: str) -> str:
    if not items:
        return f"<p><b>{title}</b>　{none}</p>"
    entries = "".join(f"<li style='margin-bottom:4px'>{item}</li>" for item in items)
    return f"<p><b>{title}</b>　{len(items)} 处</p><ul style='margin-left:-20px'>{entries}</ul>"
