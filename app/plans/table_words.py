"""Words by which captions, heads and notes of tables are known."""

from __future__ import annotations

import re

CAPTION = re.compile(r"(?:续?表|附\s?表)\s?(?:\d{1,2}|[一二三四五六七八九十]{1,3})")
NOTE = re.compile(
    r"(?:注\s?\d?|备\s?注|说\s?明|附\s?注|(?:数据|资料|信息)?来源|计量单位|单\s?位)\s?[：:]|[*＊※]\s?(?=\S)"
)
HEAD = re.compile(r"(?:序号|编号|类别|分类|领域|(?:主要|核心|具体)?指标(?:名称)?|项目(?:名称)?|名称)$")
