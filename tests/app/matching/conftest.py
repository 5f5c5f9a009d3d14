"""Two small plans of our own writing that treat like subjects in other words and at other depths."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from app.plans.model import FrontMatter, Paragraph, Plan, Section

Line = tuple[int, str, str, str]  # level, number, title, text

HAIYAN: Sequence[Line] = (
    (1, "一", "发展基础", ""),
    (2, "（一）", "发展成就", ""),
    (3, "1", "绿色金融起步良好", "截至2020年末，全市绿色贷款余额达到120亿元，年均增速21%，首家绿色支行开业。"),
    (3, "2", "人才队伍逐步壮大", "五年来累计引进金融人才300余人，从业人员超过8000人。"),
    (2, "（二）", "存在问题", "机构偏少，直接融资比重偏低，人才缺乏，创新能力不足。"),
    (1, "二", "总体要求", ""),
    (2, "（一）", "指导思想", "以新发展理念为指导，坚持稳中求进。"),
    (2, "（二）", "发展目标", "到2025年，金融业增加值达到90亿元，存款余额突破1.2万亿元。"),
    (1, "三", "重点任务", ""),
    (
        2,
        "（一）",
        "大力发展绿色金融",
        "鼓励银行开发绿色信贷，支持企业发行绿色债券，探索碳排放权质押，完善环境信息披露。",
    ),
    (2, "（二）", "推进企业上市", "建立上市后备企业库，加强辅导，推动企业在科创板和北交所上市，争取新增上市公司8家。"),
    (2, "（三）", "办好渔业保险", "推广渔船、养殖和台风指数保险，提高理赔效率，支持渔民增收。"),
    (1, "四", "保障措施", ""),
    (2, "（一）", "加强组织领导", "坚持党的领导，发挥领导小组作用，压实部门责任。"),
    (2, "（二）", "强化人才保障", "实施金融人才引进计划，解决住房和子女入学，加强培训和挂职。"),
)
SHANCHENG: Sequence[Line] = (
    (1, "第一章", "规划背景", ""),
    (2, "一", "主要成效", "“十三五”期间绿色信贷余额增长至80亿元，金融人才数量翻番。"),
    (2, "二", "面临挑战", "外部环境复杂，经济下行压力加大，不确定性上升。"),
    (1, "第二章", "目标与原则", ""),
    (2, "一", "基本原则", "坚持服务实体，坚持底线思维。"),
    (2, "二", "主要目标", "到2025年，金融业增加值达到60亿元，存款余额超过12000亿元。"),
    (1, "第三章", "主要任务", ""),
    (2, "一", "建设绿色金融体系", "支持绿色信贷和绿色债券，推动碳排放权交易，健全环境信息披露制度，设立绿色支行。"),
    (2, "二", "用好多层次资本市场", "推动企业股改上市，充实上市后备企业库，引导企业登陆科创板。"),
    (2, "三", "发展农村金融", "开展整村授信，扩大涉农贷款，支持家庭农场。"),
    (1, "第四章", "组织实施", ""),
    (2, "一", "健全领导机制", "加强党的领导，发挥金融工作领导小组统筹作用。"),
    (2, "二", "引育金融人才", "完善人才引进政策，加强金融人才培训，做好住房、子女入学服务。"),
)


def plan_of(plan_id: str, lines: Sequence[Line]) -> Plan:
    sections = tuple(
        Section(title, level, number=number, blocks=(Paragraph(text),) if text else (), id=f"{plan_id}-{i}")
        for i, (level, number, title, text) in enumerate(lines)
    )
    return Plan(FrontMatter(title=f"{plan_id}金融业发展规划"), sections, id=plan_id)


@pytest.fixture(scope="session")
def haiyan() -> Plan:
    return plan_of("海堰", HAIYAN)


@pytest.fixture(scope="session")
def shancheng() -> Plan:
    return plan_of("山城", SHANCHENG)
