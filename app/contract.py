"""The JSON documents of the command line: a public contract, so each is one pure function.

Every key is always there and what is unknown is null. Numbers are JSON numbers as printed in the source, dates are
ISO, paths are those of `app.plans.outline`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from app.plans.model import Box, Figure, FrontMatter, NotTaken, Paragraph, Plan, PlanSummary, Section, Table
from app.plans.outline import is_continuation, paragraphs, paths

if TYPE_CHECKING:
    from app.figures.model import Fact, Indicator
    from app.importing import FileReport
    from app.matching.counterparts import Candidate, PlanCounterparts
    from app.matching.coverage import TopicCoverage
    from app.plans.outline import Clause

Document = dict[str, Any]


def plans_document(summaries: Iterable[PlanSummary]) -> Document:
    """The library's list of plans."""
    return {"plans": [summary_document(summary) for summary in summaries]}


def summary_document(summary: PlanSummary) -> Document:
    """One line of the library."""
    return {
        "id": summary.id,
        "role": str(summary.role),
        "title": summary.title,
        "region": summary.region,
        "period": list(summary.period) if summary.period else None,
        "issued_on": _iso(summary.issued_on),
        "doc_number": summary.doc_number,
        "sections": summary.sections,
        "characters": summary.characters,
        "is_card": summary.is_card,
    }


def outline_document(plan: Plan) -> Document:
    """A whole plan: front matter, contents page, sections with their paragraphs, and what stands in them."""
    at = list(zip(plan.sections, paths(plan.sections), strict=True))
    return {
        "plan": _front(plan),
        "toc": list(plan.toc),
        "sections": _sections(at),
        "boxes": [_box(box, path) for section, path in at for box in section.blocks if isinstance(box, Box)],
        "tables": [_table(table, path, box_title) for section, path in at for table, box_title in _tables_of(section)],
        "figures": [
            {"caption": figure.caption, "under": path}
            for section, path in at
            for figure in section.blocks
            if isinstance(figure, Figure)
        ],
        "footnotes": [
            {"mark": note.mark, "under": path, "text": note.text} for section, path in at for note in section.footnotes
        ],
        "glossary": [{"term": entry.term, "definition": entry.definition} for entry in plan.glossary],
        "not_taken": _not_taken(plan.not_taken),
    }


def indicators_document(indicators: Iterable[Indicator], growth_of: Mapping[str, Decimal | None]) -> Document:
    """Indicators with their recomputed growth (percent a year, by indicator id) and their further years."""
    indicators = list(indicators)
    return {
        "indicators": [
            _indicator(indicator, growth_of.get(indicator.id))
            for indicator in indicators
            if indicator.target_year is not None or not indicator.history
        ],
        "history": [
            {
                "plan": indicator.plan_id,
                "name": indicator.name,
                "unit": indicator.unit or None,
                "values": {str(year): number(value) for year, value in indicator.history},
            }
            for indicator in indicators
            if indicator.history
        ],
    }


def facts_document(facts: Iterable[Fact]) -> Document:
    """The figures that stand in a plan's prose."""
    return {
        "facts": [
            {
                "path": fact.path,
                "name": fact.name,
                "year": fact.year,
                "value": number(fact.value),
                "unit": fact.unit or None,
                "qualifier": fact.qualifier,
                "role": str(fact.role),
                "quote": fact.quote,
            }
            for fact in facts
        ]
    }


def clause_query(clause: Clause) -> Document:
    """The `query` of a match by path."""
    return {"plan": clause.plan_id, "path": clause.path, "title": clause.title}


def match_document(results: Iterable[tuple[str | None, Document, Sequence[PlanCounterparts]]]) -> Document:
    """Counterparts for each query: its id (batch) or None, its `query` object, and what each plan holds."""
    return {
        "results": [
            {
                "id": query_id,
                "query": query,
                "plans": [
                    {
                        "plan": found.plan_id,
                        "verdict": str(found.verdict),
                        "candidates": [_candidate(candidate) for candidate in found.candidates],
                    }
                    for found in counterparts
                ],
            }
            for query_id, query, counterparts in results
        ]
    }


def coverage_document(topics: Iterable[TopicCoverage]) -> Document:
    """Which plan speaks of which topic, and where."""
    return {
        "topics": [
            {
                "id": topic.id,
                "name": topic.name,
                "plans": {plan_id: [clause.path for clause in found] for plan_id, found in topic.clauses.items()},
            }
            for topic in topics
        ]
    }


def import_document(files: Iterable[FileReport]) -> Document:
    """What was recognised in each file and what was not taken over."""
    return {
        "files": [
            {
                "path": str(file.path),
                "plan": file.plan_id,
                "title": file.title,
                "sections": file.sections,
                "tables": file.tables,
                "boxes": file.boxes,
                "indicators": file.indicators,
                "footnotes": file.footnotes,
                "not_taken": _not_taken(file.not_taken),
                "warnings": list(file.warnings),
                "error": file.error,
            }
            for file in files
        ]
    }


def number(value: Decimal | None) -> int | float | None:
    """A JSON number: whole values without a point, others as printed."""
    if value is None:
        return None
    return int(value) if value == value.to_integral_value() else float(value)


def _front(plan: Plan) -> Document:
    front: FrontMatter = plan.front
    return {
        "id": plan.id,
        "role": str(plan.role),
        "title": front.title,
        "region": front.region,
        "issuers": list(front.issuers),
        "doc_number": front.doc_number,
        "issued_on": _iso(front.issued_on),
        "printed_on": _iso(front.printed_on),
        "published_on": _iso(front.published_on),
        "period": list(front.period) if front.period else None,
        "base_year": front.base_year,
        "recipients": "\n".join(front.recipients) or None,
        "copied_to": "\n".join(front.copied_to) or None,
        "remarks": list(front.remarks),
    }


def _sections(at: Sequence[tuple[Section, str]]) -> list[Document]:
    """Every section; the paragraphs of a continuation are given to the section that it goes on with."""
    documents: list[Document] = []
    by_path: dict[str, Document] = {}
    for section, path in at:
        if is_continuation(section) and path in by_path:
            by_path[path]["paragraphs"] += paragraphs(section)
        else:
            documents.append(_section(section, path))
            by_path[path] = documents[-1]
    return documents


def _section(section: Section, path: str) -> Document:
    return {
        "path": path,
        "level": section.level,
        "number": section.number or None,
        "title": section.title,
        "kind": str(section.kind),
        "run_in": section.run_in,
        "digest": section.digest,
        "paragraphs": _paragraphs(section.blocks),
    }


def _box(box: Box, path: str) -> Document:
    return {"label": box.label, "title": box.title, "under": path, "paragraphs": _paragraphs(box.blocks)}


def _tables_of(section: Section) -> Iterator[tuple[Table, str | None]]:
    """The tables of a section, those in its boxes with the box's title, in reading order."""
    for block in section.blocks:
        if isinstance(block, Table):
            yield block, None
        elif isinstance(block, Box):
            for inner in block.blocks:
                if isinstance(inner, Table):
                    yield inner, block.title


def _table(table: Table, path: str, box_title: str | None) -> Document:
    return {
        "caption": table.caption or box_title or None,
        "under": path,
        "header": list(table.header),
        "rows": [list(row) for row in table.rows],
        "notes": list(table.notes),
    }


def _indicator(indicator: Indicator, growth: Decimal | None) -> Document:
    return {
        "plan": indicator.plan_id,
        "name": indicator.name,
        "unit": indicator.unit or None,
        "group": indicator.group,
        "nature": str(indicator.nature) if indicator.nature else None,
        "base_year": indicator.base_year,
        "base_value": number(indicator.base_value),
        "base_note": indicator.base_note,
        "target_year": indicator.target_year,
        "target_value": number(indicator.target_value),
        "target_text": indicator.target_text,
        "qualifier": indicator.qualifier,
        "growth_stated": number(indicator.growth_stated),
        "growth_computed": number(round(growth, 2) if growth is not None else None),
        "path": indicator.path,
    }


def _candidate(candidate: Candidate) -> Document:
    return {
        "path": candidate.path,
        "title": candidate.title,
        "score": round(float(candidate.score), 4),
        "band": str(candidate.band),
        "reasons": list(candidate.reasons),
    }


def _paragraphs(blocks: Iterable[object]) -> list[str]:
    return [block.text for block in blocks if isinstance(block, Paragraph)]


def _not_taken(entries: Iterable[NotTaken]) -> list[Document]:
    return [{"what": entry.what, "where": entry.where, "why": entry.why} for entry in entries]


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None
