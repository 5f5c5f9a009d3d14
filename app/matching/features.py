"""What a clause is compared by: its wording in n-grams, its function in the document, its quantities.

Nothing here knows of plans or queries; it turns strings into values that `index` stores and `counterparts` weighs.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Sequence
from functools import cache
from importlib.resources import files

import numpy as np

_BLANKS = re.compile(r"\s+")
_FOOTNOTE_MARKS = re.compile(r"[①-⑳⁰-⁹¹²³]")
# Verbs and adverbs that every clause of every plan has; in a small library nothing else would show that they are empty.
_EMPTY = (
    "进一步 推进 推动 促进 加快 加强 加大 强化 支持 鼓励 引导 积极 大力 完善 健全 建立 构建 打造 提升 提高 优化 "
    "深化 深入 全面 不断 持续 有效 充分 切实 着力 努力 探索 开展 实施 落实 做好 实现 形成 具有 以及 通过 围绕 按照 "
    "根据 结合 力争 争取 "
    "十四五 十三五 期间 时期 金融业发展 我市 我省 全市 全省 本市"
)
_SEPARATORS = re.compile(r"[\W_0-9]+|" + "|".join(_EMPTY.split()))  # figures are compared by value, not by digit

FUNCTIONS = ("成效", "问题", "机遇", "挑战", "思想", "原则", "目标", "空间", "举措", "保障")


@cache
def _synonyms() -> tuple[re.Pattern[str], dict[str, str]]:
    table = tomllib.loads((files("resources") / "lexicon" / "synonyms.toml").read_text("utf-8"))["synonyms"]
    common = {variant: word for word, variants in table.items() for variant in variants}
    return re.compile("|".join(re.escape(v) for v in sorted(common, key=len, reverse=True))), common


def canonical(text: str) -> str:
    """A text in the common wording that texts are compared in: no blanks, footnote marks or known variants."""
    pattern, common = _synonyms()
    return pattern.sub(lambda hit: common[hit[0]], _FOOTNOTE_MARKS.sub("", _BLANKS.sub("", text)))


def ngrams(texts: Sequence[str]) -> tuple[np.ndarray, np.ndarray]:
    """All 2- and 3-character sequences of canonical texts, as (row, code) pairs, one pair an occurrence.

    A code holds its characters in 16 bits each, so that codes of different lengths never meet; characters beyond the
    basic plane do not occur in such words and are cut. Sequences do not cross punctuation, figures or texts.
    """
    joined = "\n".join(_SEPARATORS.sub("\n", text) for text in texts) + "\n\n\n\n"
    lengths = [len(_SEPARATORS.sub("\n", text)) + 1 for text in texts]
    characters = np.frombuffer(joined.encode("utf-32-le"), dtype=np.uint32).astype(np.uint64) & np.uint64(0xFFFF)
    size = int(sum(lengths))
    rows = np.repeat(np.arange(len(texts), dtype=np.int32), lengths)
    inside = characters != ord("\n")
    code = characters[:size].copy()
    whole = inside[:size].copy()
    found_rows, found_codes = [], []
    for n in range(2, 4):
        following = slice(n - 1, n - 1 + size)
        code = (code << np.uint64(16)) | characters[following]
        whole &= inside[following]
        found_rows.append(rows[whole])
        found_codes.append(code[whole])
    return np.concatenate(found_rows), np.concatenate(found_codes)


_STRUCTURE: tuple[tuple[re.Pattern[str], frozenset[str]], ...] = tuple(
    (re.compile(pattern), frozenset(functions.split()))
    for pattern, functions in (
        (r"保障措施|实施保障|组织保障|组织实施|保障机制$|规划实施|实施机制|加强保障", "保障"),
        (r"空间布局|总体布局|功能布局", "空间"),
        (r"任务|举措|路径|主要措施|重点工程|重点工作", "举措"),
        (r"机遇与挑战|机遇和挑战|(?<!金融)发展环境$|发展形势$|面临(的)?形势|形势分析|外部环境$", "机遇 挑战"),
        (r"(规划|发展)背景", "成效 问题 机遇 挑战"),
        (r"困难挑战|挑战与问题", "问题 挑战"),
        (r"机遇", "机遇"),
        (r"挑战", "挑战"),
        (r"优势与(现存)?问题|成效与问题|成绩与不足", "成效 问题"),
        (
            r"不足|存在(的|主要)?问题|主要问题|现存问题|(?<!补齐)(?<!补强)(?<!补)短板|(?<!支持)(?<!和)薄弱环节|制约因素",
            "问题",
        ),
        (r"发展回顾|发展成就|主要成就|成就$|工作成效|主要成效|成效$|主要指标$|发展现状|现状$", "成效"),
        (r"(发展|工作|现实)基础$|^基础", "成效 问题"),
        (r"指导思想.*原则|总体要求|总体思路|基本思路|发展思路", "思想 原则 目标"),
        (r"指导思想", "思想"),
        (r"原则$|基本原则", "原则"),
        (r"目标|定位$|愿景|指标体系|展望", "目标"),
    )
)

# fmt: off
_WORDING: dict[str, re.Pattern[str]] = {
    function: re.compile(pattern)
    for function, pattern in {
        "成效": r"十三五|十二五|年均增速|同比|截至|累计|首家|首创|首个|末，|年底，|居全|连续.年|增长至|增加至|达到\d|五年来|过去[的五]|连年|已(?:经|全部|成为|有)|得到.{0,4}(?:缓解|处置)|没有发生|翻.{0,2}番|迈上|取得",  # noqa: E501
        "问题": r"不足|有待|偏[低少弱紧]|短板|不高|滞后|缺乏|不够|薄弱|欠佳|制约|匮乏|难以|差距|亟[待需]|单一|不强|仍(?:需|然)|尚(?:未|需)|不平衡|不充分|欠缺|瓶颈|缺口|空白|跟不上|引不来|留不住|收缩|短缺|[总体]量小|规模小|[构量手]少|不过来|短处|难找",  # noqa: E501
        "机遇": r"机遇|战略叠加|有利于|新空间|迎来|窗口期|蓬勃|新格局|注册制|广阔",
        "挑战": r"挑战|不确定|压力|疫情|下行|逆全球化|冲击|加剧|严峻|阻力|分化|动荡|收窄|承压|摩擦|冲突|老龄|趋紧|放缓|复杂多变|更趋复杂",  # noqa: E501
        "思想": r"习近平|重要指示|重要要求|全会精神|党的十九大|党的二十大|为指导|总基调|为主线|两个维护|四个意识",
        "原则": r"坚持|为根本|底线思维|根本宗旨|遵循|原则|决定性作用|首位|绝不|始终|必须|兼顾|不能",
        "目标": r"到20\d\d年|力争|十四五.{0,3}末|期末|年后|突破\d|达到\d|基本(?:建成|形成)|大幅提升|进一步(?:提升|增强|优化|健全)|更加",  # noqa: E501
        "空间": r"片区|集聚区|商务区|布局|区位|园区|承载|错位|功能区|楼宇|金融城",
        "举措": r"鼓励|支持|推动|引导|探索|加快|推进|加强|深化|培育|创新|优化|拓展|开展|争取|完善|建立",
        "保障": r"领导小组|统筹协调|党的领导|责任|督导|考核|评估|分工|专项资金|组织领导|联动|合力|规划实施|党建",
    }.items()
}
# fmt: on
_COMMON_CUES = {"举措": 0.35, "原则": 0.8, "目标": 0.8}  # cues that every kind of clause has count for less

# How near two functions are: a measure for talents stands under 举措 in one plan and under 保障 in the next.
_NEAR = {
    ("举措", "保障"): 0.7,
    ("举措", "空间"): 0.7,
    ("举措", "目标"): 0.3,
    ("举措", "原则"): 0.2,
    ("机遇", "挑战"): 0.4,
    ("问题", "挑战"): 0.5,
    ("思想", "原则"): 0.3,
    ("思想", "目标"): 0.3,
    ("目标", "成效"): 0.2,
    ("成效", "问题"): 0.15,
}


def nearness() -> np.ndarray:
    """Functions × functions, 1 on the diagonal, symmetric."""
    table = np.eye(len(FUNCTIONS), dtype=np.float32)
    for (one, other), value in _NEAR.items():
        i, j = FUNCTIONS.index(one), FUNCTIONS.index(other)
        table[i, j] = table[j, i] = value
    return table


def functions_by_place(titles: Sequence[str]) -> frozenset[str]:
    """What the titles from the outermost down to the clause's own say about its function; empty when nothing.

    Under a chapter of measures, space or safeguards a deeper title is a subject ("防范挑战" is still a measure), so the
    outermost word holds; elsewhere the deeper title is the more exact.
    """
    found: frozenset[str] = frozenset()
    for title in titles:
        said = next((functions for pattern, functions in _STRUCTURE if pattern.search(title)), frozenset())
        if not said:
            continue
        if found and found <= {"举措", "保障", "空间"}:
            break
        found = said
    return found


def functions_by_wording(text: str) -> np.ndarray:
    """A guess from cue words: one weight per function, summing to 1."""
    length = max(len(text), 40)
    counts = np.array(
        [
            _COMMON_CUES.get(function, 1.0) * len(_WORDING[function].findall(text)) * 100.0 / length
            for function in FUNCTIONS
        ],
        dtype=np.float32,
    )
    counts[FUNCTIONS.index("举措")] += 0.25  # most clauses of a plan are measures
    return counts / counts.sum()


def function_weights(titles: Sequence[str], text: str) -> np.ndarray:
    """The function of a clause as one weight per function, summing to 1; place counts for more than wording."""
    wording = functions_by_wording("".join(titles[-1:]) + text)
    place = functions_by_place(titles)
    if not place:
        return wording
    at = np.array([function in place for function in FUNCTIONS], dtype=np.float32)
    inside = wording * at
    split = inside / inside.sum() if inside.sum() > 0 else at / at.sum()
    return 0.85 * split + 0.15 * wording


def function_name(weights: np.ndarray) -> str | None:
    """The function in one word, None when the clause has no clear one."""
    best = int(weights.argmax())
    return FUNCTIONS[best] if weights[best] >= 0.45 else None
