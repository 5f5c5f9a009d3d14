"""Corrections by hand: each does what it says, and the stored ones give the corrected plan again."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.errors import UserError
from app.plans.correction import Act, Correction, apply, apply_all
from app.plans.correction_data import corrections_from_json, corrections_to_json
from app.plans.correction_places import Part, Place, Spot, element_at, elements, place_of, spot_of
from app.plans.model import Box, Footnote, NumberStyle, Paragraph, Plan, Section, SectionKind, Table
from app.plans.reading import read_text

TEXT = """# 柳河市金融业发展“十四五”规划

## 一、发展基础

过去五年，柳河金融稳步前行①。网点已经覆盖全部乡镇。

① 网点指持牌机构的营业场所。

## 二、主要任务

### （一）发展绿色金融

扩大绿色信贷。

专栏1  绿色工程

设立绿色项目库。

建立绿色评价。

### （二）发展普惠金融

面向农户推出信用贷款，

让小店铺也能贷到款。

指标    2020年    2025年

贷款余额    20    60

——支农支小。增设服务站。

## 三、保障措施

加强组织领导。

## 四、附则

本规划由市政府解释。
"""


@pytest.fixture(scope="module")
def plan() -> Plan:
    return read_text(TEXT, "柳河").plan


def spot(plan: Plan, words: str) -> Spot:
    """The first element whose text holds these words."""
    for at, element in elements(plan.sections):
        text = element.title if isinstance(element, Section | Box) else getattr(element, "text", "")
        if words in text:
            return at
    raise AssertionError(words)


def done(plan: Plan, act: Act, words: str, amount: int = 0, **values: object) -> Plan:
    place = place_of(plan.sections, spot(plan, words))
    return apply(plan, Correction(act, place, amount, tuple(values.items()))).plan


def section(plan: Plan, words: str) -> Section:
    return plan.sections[spot(plan, words).section]


def test_a_section_moves_with_all_below_it(plan: Plan) -> None:
    deeper = done(plan, Act.LEVEL, "主要任务", 1)
    assert [one.level for one in deeper.sections[:4]] == [1, 2, 3, 3]
    assert done(deeper, Act.LEVEL, "主要任务", -1) == plan
    with pytest.raises(UserError, match="不能再降级"):
        done(deeper, Act.LEVEL, "主要任务", 1)


def test_a_heading_becomes_a_paragraph_of_the_section_above_and_back(plan: Plan) -> None:
    flat = done(plan, Act.PARAGRAPH, "附则")
    host = section(flat, "保障措施")
    assert Paragraph("四、附则", section(plan, "附则").line) in host.blocks
    assert len(flat.sections) == len(plan.sections) - 1
    again = done(flat, Act.HEADING, "四、附则")
    assert again.sections == plan.sections


def test_what_stood_below_a_lost_heading_moves_up(plan: Plan) -> None:
    flat = done(plan, Act.PARAGRAPH, "主要任务")
    assert [(one.title, one.level) for one in flat.sections[1:3]] == [("发展绿色金融", 1), ("发展普惠金融", 1)]


def test_a_run_in_paragraph_becomes_a_heading_with_its_text(plan: Plan) -> None:
    headed = done(plan, Act.HEADING, "过去五年")
    new = section(headed, "过去五年")
    assert (new.kind, new.run_in, new.level) == (SectionKind.LEAD, True, 2)
    assert new.blocks == (Paragraph("网点已经覆盖全部乡镇。", new.line),)


def test_a_heading_gets_another_number_and_title(plan: Plan) -> None:
    renamed = section(done(plan, Act.RENAME, "附则", number="（三）", title="其他"), "其他")
    assert (renamed.number, renamed.style, renamed.kind) == ("（三）", NumberStyle.HAN_BRACKETS, SectionKind.NUMBERED)
    with pytest.raises(UserError):
        done(plan, Act.RENAME, "附则", number="", title="")


def test_paragraphs_are_merged_and_split(plan: Plan) -> None:
    base = done(plan, Act.SPLIT, "过去五年", 5)
    assert base.sections[0].blocks[0] == Paragraph("过去五年，", plan.sections[0].blocks[0].line)
    assert done(base, Act.MERGE, "过去五年") == plan
    with pytest.raises(UserError):
        done(plan, Act.SPLIT, "过去五年", 0)
    with pytest.raises(UserError):
        done(plan, Act.MERGE, "本规划由")


def test_a_box_is_made_ended_and_undone(plan: Plan) -> None:
    box = next(block for block in section(plan, "绿色金融").blocks if isinstance(block, Box))
    assert len(box.blocks) == 2
    shorter = done(plan, Act.LEAVE_BOX, "建立绿色评价")
    assert section(shorter, "绿色金融").blocks[-1] == box.blocks[1]
    plain = done(plan, Act.TEXT, "绿色工程")
    assert [block.text for block in section(plain, "绿色金融").blocks][1:3] == ["专栏1　绿色工程", "设立绿色项目库。"]
    assert done(plain, Act.BOX, "专栏1", 2).sections == plan.sections


def test_paragraphs_become_the_rows_of_a_table() -> None:
    rows = (Paragraph("指标　2025年", 3), Paragraph("余额 | 60", 4))
    plan = read_text(TEXT, "柳河").plan
    plan = replace(plan, sections=(replace(plan.sections[0], blocks=rows, footnotes=()), *plan.sections[1:]))
    (table,) = done(plan, Act.TABLE, "指标　", 1).sections[0].blocks
    assert table == Table(None, ("指标", "2025年"), (("余额", "60"),), line=3)
    back = apply(plan, Correction(Act.TABLE, place_of(plan.sections, Spot(0, 0)), 1)).plan
    back = apply(back, Correction(Act.TEXT, place_of(back.sections, Spot(0, 0)))).plan
    assert [block.text for block in back.sections[0].blocks] == ["指标\t2025年", "余额\t60"]


def test_a_note_finds_the_section_with_its_mark() -> None:
    plan = read_text(TEXT, "柳河").plan
    assert plan.sections[0].footnotes == (
        Footnote("①", "网点指持牌机构的营业场所。", plan.sections[0].footnotes[0].line),
    )
    text = done(plan, Act.TEXT, "网点指")
    assert text.sections[0].footnotes == ()
    assert done(text, Act.FOOTNOTE, "网点指").sections == plan.sections


def test_front_matter_is_edited(plan: Plan) -> None:
    correction = Correction(
        Act.FRONT, None, 0, (("region", "柳河市"), ("issued_on", "2021-12-01"), ("period", (2021, 2025)))
    )
    front = apply(plan, correction).plan.front
    assert (front.region, front.issued_on.isoformat(), front.period) == ("柳河市", "2021-12-01", (2021, 2025))
    with pytest.raises(UserError):
        apply(plan, Correction(Act.FRONT, None, 0, (("issued_on", "2021年冬"),)))


def test_what_is_not_there_is_named_and_stops_nothing(plan: Plan) -> None:
    gone = Correction(Act.PARAGRAPH, Place(Part.SECTION, 9999, "没有"))
    kept = Correction(Act.LEVEL, place_of(plan.sections, spot(plan, "主要任务")), 1)
    corrected = apply_all(plan, (gone, kept))
    assert corrected.missed == (gone,)
    assert corrected.plan == apply(plan, kept).plan


def test_every_element_is_found_by_its_place(plan: Plan) -> None:
    for at, _element in elements(plan.sections):
        assert spot_of(plan.sections, place_of(plan.sections, at)) == at


VALUES: dict[Act, tuple[tuple[str, object], ...]] = {
    Act.RENAME: (("number", "（九）"), ("title", "新题")),
    Act.LABEL: (("label", "专栏9"), ("title", "新题")),
    Act.CELLS: (("rows", ("名称\t数量", "支行\t3", "\t")),),
}


def test_a_box_and_a_table_get_another_label_and_title(plan: Plan) -> None:
    at, box = next((at, one) for at, one in elements(plan.sections) if isinstance(one, Box))
    correction = Correction(Act.LABEL, place_of(plan.sections, at), 0, VALUES[Act.LABEL])
    changed = element_at(apply(plan, correction).plan.sections, at)
    assert isinstance(changed, Box)
    assert (changed.label, changed.title, changed.blocks) == ("专栏9", "新题", box.blocks)


def test_cells_are_set_and_empty_rows_left_out(plan: Plan) -> None:
    heading = next(at for at, one in elements(plan.sections) if isinstance(one, Paragraph) and at.inner < 0)
    made = apply(plan, Correction(Act.TABLE, place_of(plan.sections, heading))).plan
    correction = Correction(Act.CELLS, place_of(made.sections, heading), 0, VALUES[Act.CELLS])
    table = element_at(apply(made, correction).plan.sections, heading)
    assert isinstance(table, Table)
    assert (table.header, table.rows) == (("名称", "数量"), (("支行", "3"),))
    with pytest.raises(UserError):
        apply(plan, replace(correction, place=place_of(plan.sections, heading)))


@settings(max_examples=60, deadline=None)
@given(data=st.data())
def test_stored_corrections_on_a_fresh_reading_give_the_corrected_plan(data: st.DataObject) -> None:
    plan = read_text(TEXT, "柳河").plan
    texts = printed(plan)
    made: list[Correction] = []
    for _ in range(data.draw(st.integers(0, 8))):
        at = data.draw(st.sampled_from([at for at, _element in elements(plan.sections)][1:]))
        act = data.draw(st.sampled_from([act for act in Act if act is not Act.FRONT]))
        values = VALUES.get(act, ())
        correction = Correction(act, place_of(plan.sections, at), data.draw(st.integers(-1, 3)), values)
        try:
            corrected = apply(plan, correction)
        except UserError:
            continue
        plan = corrected.plan
        made.append(correction)
        assert corrected.spot is not None
        element_at(plan.sections, corrected.spot)
        assert all(b.level <= a.level + 1 for a, b in zip(plan.sections, plan.sections[1:], strict=False))
    stored = corrections_from_json(corrections_to_json(made))
    assert stored == tuple(made)
    fresh = apply_all(read_text(TEXT, "柳河").plan, stored)
    assert fresh.missed == ()
    assert fresh.plan == plan
    if not any(one.act in VALUES for one in made):
        assert printed(plan) == texts


def printed(plan: Plan) -> list[str]:
    """Every Han character of the plan in one sorted list: no correction loses or makes up a word."""
    whole: list[str] = []
    for _at, element in elements(plan.sections):
        match element:
            case Section():
                whole += [element.number, element.title]
            case Box():
                whole += [element.label, element.title]
            case Table():
                whole += [element.caption or "", *element.header, *(cell for row in element.rows for cell in row)]
                whole += element.notes
            case Footnote():
                whole += [element.mark, element.text]
            case _:
                whole += [getattr(element, "text", "") or getattr(element, "caption", "")]
    return sorted(char for text in whole for char in text if "\u4e00" <= char <= "\u9fff")
