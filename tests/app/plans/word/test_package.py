"""Hostile and damaged packages: a sentence and a remedy, in bounded time, and nothing else."""

from __future__ import annotations

import io
import random
import time
import zipfile
from contextlib import suppress
from functools import cache
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.drafting.sample import sample_draft
from app.errors import UserError
from app.exporting.plan_docx import write
from app.plans.content import kind_of, refuse
from app.plans.outline import own_text
from app.plans.reading import read_plan
from app.plans.word import package as docx_package
from app.plans.word import reader as docx_reader
from app.plans.word.reader import read_docx
from tests.app.plans.word.written import (
    PICTURE,
    SPACES,
    counted,
    docx,
    field,
    level,
    notes,
    numbering,
    p,
    package,
    r,
    style,
    styles,
    tbl,
    tc,
    text_box,
    zipped,
)  # fmt: skip

BODY = (p("云岫市金融业发展规划"), p("一、基础"), p("二、任务"), p("三、保障"), p("责任到岗。"))


def refused(data: bytes) -> UserError:
    started = time.monotonic()
    with pytest.raises(UserError) as caught:
        read_docx(data, "某规划")
    assert time.monotonic() - started < 60
    assert caught.value.sentence.endswith("。")
    assert caught.value.remedy.endswith("。")
    return caught.value


def document(body: str, before: str = "") -> bytes:
    return package({"document": f"{before}<w:document {SPACES}><w:body>{body}</w:body></w:document>"})


def test_a_part_that_unpacks_beyond_measure_is_refused() -> None:
    bomb = document(p(r("贷" * 3 + " " * (docx_package.LARGEST_PART + 10))))
    assert len(bomb) < 1_000_000
    assert "过大" in refused(bomb).sentence


def test_a_part_that_packs_too_well_is_refused() -> None:
    assert "过大" in refused(document("<w:p/>" * 1_500_000)).sentence


def test_a_block_too_big_to_hold_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(docx_package, "MOST_TAGS_AT_ONCE", 20_000)
    monkeypatch.setattr(docx_package, "_CHUNK", 4096)
    many = "".join(p(f"第{i}件事办得扎实。") for i in range(5000))
    assert len(read_docx(document("".join(BODY) + many), "某规划").plan.sections[-1].blocks) == 5001
    assert "过大" in refused(document("".join(BODY) + f"<w:sdt><w:sdtContent>{many}</w:sdtContent></w:sdt>")).sentence
    assert "过大" in refused(docx(*BODY, styles=styles("<w:style/>" * 20_001))).sentence


def test_too_many_paragraphs_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(docx_reader, "MOST_PARAGRAPHS", len(BODY))
    assert read_docx(docx(*BODY), "某规划").plan.sections
    assert "过大" in refused(docx(*BODY, p("多。"))).sentence


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_a_text_in_any_encoding_is_read_across_its_chunks(monkeypatch: pytest.MonkeyPatch, encoding: str) -> None:
    monkeypatch.setattr(docx_package, "_CHUNK", 7)
    body = (
        f'<?xml version="1.0" encoding="{encoding}"?><w:document {SPACES}><w:body>{"".join(BODY)}</w:body></w:document>'
    )
    plan = read_docx(package({"document": body.encode(encoding)}), "某规划").plan
    assert [section.title for section in plan.sections] == ["基础", "任务", "保障"]
    assert own_text(plan.sections[-1]) == "责任到岗。"


def test_too_many_parts_are_refused() -> None:
    files = {f"word/{i}.xml": "" for i in range(docx_package.MOST_ENTRIES)} | {"word/document.xml": "", "x": ""}
    assert "过大" in refused(zipped(files)).sentence


def test_a_document_type_is_refused() -> None:
    lol = '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>'
    assert "DTD" in refused(document(p(r("一")), lol)).sentence


def test_a_file_outside_is_never_read(tmp_path: Path) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("机密", encoding="utf-8")
    lure = f'<!DOCTYPE x [<!ENTITY s SYSTEM "{secret.as_uri()}">]>'
    assert "机密" not in str(refused(document("<w:p><w:r><w:t>&s;</w:t></w:r></w:p>", lure)))
    space = 'xmlns="http://schemas.openxmlformats.org/package/2006/relationships"'
    kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    relations = (
        f'<Relationships {space}><Relationship Type="{kind}/styles" Target="../../../../{secret}"/>'
        f'<Relationship Type="{kind}/footnotes" Target="{secret.as_uri()}" TargetMode="External"/></Relationships>'
    )
    body = f"<w:document {SPACES}><w:body>{''.join(BODY)}</w:body></w:document>"
    data = zipped({"word/document.xml": body, "word/_rels/document.xml.rels": relations})
    assert own_text(read_docx(data, "某规划").plan.sections[-1]) == "责任到岗。"


@pytest.mark.parametrize("depth", [70, 240, 5000])
def test_endless_nesting_is_refused(depth: int) -> None:
    for open_tag, close_tag in (
        ("<w:tbl><w:tr><w:tc>", "</w:tc></w:tr></w:tbl>"),
        ("<w:sdt><w:sdtContent>", "</w:sdtContent></w:sdt>"),
    ):
        refused(document("".join(BODY) + open_tag * depth + p("深") + close_tag * depth))
    runs = "<w:p>" + "<w:smartTag>" * depth + r("深") + "</w:smartTag>" * depth + "</w:p>"
    refused(document("".join(BODY) + runs))


def test_text_boxes_within_text_boxes_are_refused() -> None:
    inner = p("深")
    for _ in range(12):
        inner = p(text_box(inner))  # each holds its content twice
    with suppress(UserError):
        read_docx(document("".join(BODY) + inner), "某规划")


def test_a_table_that_claims_huge_spans_stays_small() -> None:
    wide = tc("甲", '<w:gridSpan w:val="999999999"/>')
    plan = read_docx(docx(*BODY, tbl([wide, "乙"], ["丙", wide])), "某规划").plan
    assert max(len(table.header) for table in plan.sections[-1].blocks[1:]) <= 63  # type: ignore[union-attr]


def test_odd_numbers_in_the_file_are_no_bug() -> None:
    odd = "".join(
        f'<w:p><w:pPr><w:outlineLvl w:val="{v}"/><w:ind w:firstLine="{v}"/><w:numPr><w:ilvl w:val="{v}"/>'
        f'<w:numId w:val="{v}"/></w:numPr></w:pPr><w:r><w:sym w:font="Symbol" w:char="{v}"/><w:t>句。</w:t></w:r></w:p>'
        for v in ("", "-1", "abc", "99999999999999999999", "１", "0x10", "1.5", "FFFFFFFF")
    )
    assert "句。" in own_text(read_docx(docx(*BODY, odd), "某规划").plan.sections[-1])


def test_a_chain_of_styles_that_bites_its_tail_ends() -> None:
    ring = "".join(
        f'<w:style w:type="paragraph" w:styleId="{a}"><w:name w:val="{a}"/><w:basedOn w:val="{b}"/></w:style>'
        for a, b in (("a", "b"), ("b", "a"))
    )
    body = p("责任到岗。", '<w:pStyle w:val="a"/>')
    assert read_docx(docx(*BODY, body, styles=f"<w:styles {SPACES}>{ring}</w:styles>"), "某规划").plan.sections


def test_what_is_no_word_document_is_named() -> None:
    assert "Excel" in refused(zipped({"xl/workbook.xml": "<x/>"})).sentence
    assert "压缩包" in refused(zipped({"a.txt": "x"})).sentence
    assert "旧版" in refused(docx_package.COMPOUND + b"\0" * 600).sentence
    assert "密码" in refused(docx_package.COMPOUND + "EncryptedPackage".encode("utf-16-le")).sentence
    assert "损坏" in refused(b"PK\x03\x04").sentence


def test_an_encrypted_part_is_refused() -> None:
    data = bytearray(docx(*BODY))
    at = data.rindex(b"PK\x01\x02", 0, data.rindex(b"word/document.xml"))
    data[at + 8] |= 1
    assert "密码" in refused(bytes(data)).sentence


def test_macros_are_left_alone_and_told() -> None:
    xml = f"<w:document {SPACES}><w:body>{''.join(BODY)}</w:body></w:document>"
    data = zipped({"word/document.xml": xml, "word/vbaProject.bin": b"\xd0\xcf\x11\xe0"})
    assert "宏" in [entry.what for entry in read_docx(data, "某规划").plan.not_taken]


def test_invisible_characters_are_taken_out() -> None:
    body = p("责\u202e任\u200b到\u2066岗\ufeff。")
    assert own_text(read_docx(docx(*BODY[:-1], body), "某规划").plan.sections[-1]) == "责任到岗。"


@cache
def real_package() -> bytes:
    import tempfile

    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "a.docx"
        write(sample_draft(), file)
        return file.read_bytes()


@cache
def real_parts() -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(real_package())) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


REFERENCE = '<w:r><w:footnoteReference w:id="2"/></w:r>'


@cache
def rich_parts() -> dict[str, bytes]:
    """A small document with all that our exporter does not write: lists, merged cells, text boxes, changes, styles."""
    levels = level(0, "chineseCounting", "%1、") + level(1, "decimal", "（%2）") + level(2, "ideographDigital", "%1-%3")
    inner = tbl(["甲", "乙"], ["丙", "丁"])
    merged = tbl(
        ["甲", tc("乙", '<w:gridSpan w:val="2"/>')],
        [tc("丙", '<w:vMerge w:val="restart"/>'), "1", "2"],
        [tc("", "<w:vMerge/>"), tc(p("数") + inner), "3"],
    )
    data = docx(
        p("云岫市规划"),
        p(field("TOC \\o", r("一、条目\t1"))),
        *[counted(1, i % 3, f"条目{i}。说明。") for i in range(12)],
        merged,
        tbl([tc(p("专栏1 行动") + p("1.做。好。") + inner)]),
        p(PICTURE + text_box(p("核"), inner)),
        p("图1 布局"),
        p(r("注") + REFERENCE + '<w:r><w:sym w:font="Wingdings" w:char="F06C"/></w:r>'),
        p("隐", "<w:rPr><w:vanish/></w:rPr>"),
        p("删", "<w:rPr><w:del/></w:rPr>"),
        p("二、甲", '<w:pStyle w:val="2"/>'),
        p("三、乙", '<w:pBdr><w:left w:val="single"/><w:right w:val="single"/></w:pBdr>'),
        '<w:sectPr><w:footnotePr><w:numFmt w:val="chineseCounting"/><w:numRestart w:val="eachSect"/></w:footnotePr>'
        "</w:sectPr>",
        numbering=numbering(
            {0: levels, 1: '<w:numStyleLink w:val="2"/>'},
            {1: (0, '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="2"/></w:lvlOverride>'), 2: (1, "")},
        ),
        styles=styles(style("1", "Normal", default=True), style("2", "heading 1", '<w:outlineLvl w:val="0"/>', "1")),
        footnotes=notes("footnote", {2: "注文。"}),
    )
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def test_the_document_that_is_mangled_is_read_when_whole() -> None:
    plan = read_docx(zipped(rich_parts()), "某规划").plan
    assert [section.number for section in plan.sections if section.level == 1] == ["二", "三", "四", "五", "三"]


def test_a_document_of_notes_only_is_no_plan() -> None:
    refused(docx(p(REFERENCE), footnotes=notes("footnote", {2: "注文。"})))


def survives(data: bytes) -> None:
    """Only a UserError may come out, and only kinds that the room's door knows."""
    with suppress(UserError):
        refuse(kind_of(data), "某规划")
        read_docx(data, "某规划")


FUZZ = settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))


@FUZZ
@given(st.integers(0, 1 << 20), st.lists(st.tuples(st.integers(0, 1 << 20), st.integers(0, 255)), max_size=12))
def test_cut_and_flipped_packages_give_a_sentence(length: int, flips: list[tuple[int, int]]) -> None:
    data = bytearray(real_package())
    for at, byte in flips:
        data[at % len(data)] = byte
    survives(bytes(data[: length % len(data)] if length % 3 == 0 else data))


@FUZZ
@given(st.booleans(), st.sets(st.integers(0, 20), max_size=4), st.integers(0, 1 << 30))
def test_missing_and_mangled_parts_give_a_sentence(real: bool, missing: set[int], seed: int) -> None:
    chance = random.Random(seed)
    whole = real_parts() if real else rich_parts()
    parts = {name: content for i, (name, content) in enumerate(whole.items()) if i not in missing}
    if parts:
        name = chance.choice(sorted(parts))
        parts[name] = mangled(parts[name], chance)
    survives(zipped(parts))


def mangled(content: bytes, chance: random.Random) -> bytes:
    """XML with elements taken out, doubled, renamed, or its end cut off."""
    pieces = content.split(b"<")
    for _ in range(chance.randrange(1, 12)):
        i = chance.randrange(1, len(pieces)) if len(pieces) > 1 else 0
        match chance.randrange(5):
            case 0:
                pieces[i] = b""
            case 1:
                pieces[i:i] = [pieces[i]]
            case 2:
                pieces[i] = pieces[i].replace(b'w:val="', b'w:val="-9')
            case 3:
                other = chance.choice([b"w:del", b"w:tbl", b"w:txbxContent", b"w:p", b"w:footnoteReference"])
                pieces[i] = other + pieces[i].lstrip(b"/abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ:")
            case _:
                pieces = pieces[: max(1, i)] if chance.random() < 0.2 else pieces
    return b"<".join(pieces)


@FUZZ
@given(st.lists(st.sampled_from([
    '<w:r><w:fldChar w:fldCharType="begin"/></w:r>', '<w:r><w:fldChar w:fldCharType="separate"/></w:r>',
    '<w:r><w:fldChar w:fldCharType="end"/></w:r>', "<w:r><w:instrText>TOC \\o</w:instrText></w:r>", "</w:p><w:p>",
    r("一、基础"), r("（一）做强。说明。"), r("专栏1 行动"), "<w:r><w:br/></w:r>", r("\t3"), text_box(p("图中字")),
    "</w:p>" + tbl(["甲", "乙"], ["丙", "丁"]) + "<w:p>", "</w:p><w:p><w:pPr><w:rPr><w:del/></w:rPr></w:pPr>",
    '<w:r><w:footnoteReference w:id="9"/></w:r>', r("图1 布局"), "<w:del>" + r("删") + "</w:del>", r("①注。"),
    "</w:p><w:p><w:pPr><w:sectPr/></w:pPr>", "<w:ruby><w:rt/><w:rubyBase/></w:ruby>",
    "<m:oMath><m:r><m:t>x</m:t></m:r></m:oMath>",
]), max_size=40))  # fmt: skip
def test_any_mixture_of_pieces_is_read_or_refused(pieces: list[str]) -> None:
    survives(docx(*BODY, f"<w:p>{''.join(pieces)}</w:p>"))


def test_a_damaged_file_is_refused_by_name(tmp_path: Path) -> None:
    file = tmp_path / "某规划.docx"
    file.write_bytes(real_package()[:5000])
    with pytest.raises(UserError, match="某规划"):
        read_plan(file)


def test_a_long_document_is_read_in_bounded_time() -> None:
    many = "".join(p(f"第{i}件事办得扎实，群众满意。") for i in range(20_000))
    started = time.monotonic()
    plan = read_docx(docx(*BODY, many), "某规划").plan
    assert len(plan.sections[-1].blocks) == 20_001
    assert time.monotonic() - started < 90
