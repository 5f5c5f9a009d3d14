"""The noun phrase that a quantity in prose belongs to: taken from the words before it, or given up."""

from __future__ import annotations

import re

_BOUNDS = (
    "不低于|不少于|不小于|不高于|不超过|不大于|高于|低于|大于|小于|至少|最多|超过|超出|突破|接近|大约|达到|达|超|约|近|"
    "逾|力争|争取"
)
_MOVES = "增长|增加|提高|提升|上升|升|扩大|扩张|发展|拓展|下降|降低|下调|降|调整|缩小|压降|回落|攀升|跃升|增"
MOVED_ON = re.compile(rf"(?:{_MOVES})(?:到|至|为)")  # behind a number: the number is where something moved from
_CHANGE = re.compile(
    r"(?:由|从|自)?(?:的)?(?:分别|累计|已|将|再|又|同比|环比|进一步|逐步|逐年|稳步|大幅)*"
    rf"(?:{_MOVES})?(?:到|至|为|的)+"
)
_AFTER_NAME = re.compile(
    rf"(?:{_BOUNDS}|(?:{_MOVES})(?:到|至|为)|(?:控制|保持|稳定|维持|提升|位居|排名)?在|分别|依次|双双|累计|合计|总计|总共|共计|共有|共|"
    r"完成|实现|发生|已|将|均|仅|只|就|为|是|有|到|至|由|从|自|的|再|高|目前|现|每年|年均(?=$)|首次|率先|成功|同比(?=$))+$"
)
_BEFORE_NAME = re.compile(
    r"^(?:其中|截至|截止|到|至|力争|争取|预计|预期|计划|确保|努力|实现|完成|累计|合计|年末|年底|年内|末|底|年度|全年|历年|我市|"
    r"我省|我区|全市|全省|全区|全县|全州|新区|本市|辖内|辖区|目前|现有|已|并|且|和|与|及|以及|使|将|共有|拥有|有|共|仅|当年|"
    r"届时|同时|规划期[内末]?|使得|推动|提供|特别是|[“‘]?十[一二三四五六七八九]五[”’]?(?:规划)?(?:期间|时期|以来|期末|末|期)?|期间|时期|"
    r"期末|、|：|\s)+"
)
_ENDS = re.compile(
    r"(?:余额|总额|金额|额|规模|收入|支出|增加值|产值|总值|市值|资产|净资产|税收|利润|数量|数|家数|总数|人数|总量|存量|增量|业务量|结算量|交易量|"
    r"公司|企业|机构|基金|产品|项目|行|部|店|站|点|组织|平台|中心|园区|网点|品种|人才|人员|农户|客户|主体|支行|分行|股票|保单|"
    r"比重|占比|比例|率|增速|增幅|涨幅|深度|密度|贷款|存款|融资|债券|金融债|保费|保障|投资|资金|资本|注册资本|赔付|面|覆盖率|占GDP|"
    r"(?:增长|增加|提高|提升|下降|降低)(?:率|幅度)?|信用档案)(?:[（(][^（）()]{1,12}[）)])?$"
)
_GROWTH_ONLY = re.compile(
    r"^(?:[三四五六七八九十两]?年)?(?:年均|平均|同比|环比)?(?:复合)?(?:增速|增长率|增长|增幅|递增|增加|下降|提高|上升)(?:率|幅度)?$"
)
_SHARE_ONLY = re.compile(r"^占.{1,20}$")
_NO_NAME = re.compile(r"[\d，。；：！？“”‘’《》\[\]]|为.+提供|对.+给予|^(?:这|该|其|以)|不到$|比上年|相比|较|仅|^在")
_GENERIC = re.compile("^(?:总|管理|资产|业务)?(?:规模|金额|数量|资金|面积|投资|市值|资产|收入|余额|额|数)$")
_GENERIC_THING = re.compile("^(?:企业|机构|公司|项目|产品|人员|点|店|站|行|部|面|率|平台|中心|主体|品种)$")
_NEW = re.compile("^(?:累计)?(?:新)?(?:引进培育|引进|新增|培育|新设|设立|新建)+")
_VERB_INSIDE = re.compile("(?:累计)?(?:实现|完成)(?:了)?|力争|预计")
_FOOTNOTE_MARKS = re.compile("[①-⑳¹²³⁴-⁹]")
_MAXIMUM = 26


def name_before(words: str) -> str:
    """The noun phrase at the end of `words`, which stand between the last boundary and a number, years taken out:
    `其中贷款余额达到` → 贷款余额; "" where only verbs and time remain."""
    text = _FOOTNOTE_MARKS.sub("", re.sub(r"\s+", "", words))
    before = None
    while text != before:
        before = text
        text = _AFTER_NAME.sub("", text)
        text = _BEFORE_NAME.sub("", text)
    return _VERB_INSIDE.sub("", text)


def is_change_only(words: str) -> bool:
    """Whether the words before a number only say that the last named thing moved (由…的, 增加到…的)."""
    return bool(_CHANGE.fullmatch(re.sub(r"\s+", "", words)))


def is_name(name: str) -> bool:
    """Whether a phrase is surely the name of something measured; when in doubt it is not."""
    balanced = all(name.count(a) == name.count(b) for a, b in ("（）", "()"))
    return (
        2 <= len(name) <= _MAXIMUM
        and balanced
        and bool(_ENDS.search(name))
        and not (_NO_NAME.search(name) or _GENERIC_THING.match(name))
    )


def leans(phrase: str) -> bool:
    """Whether a phrase only says something of the thing named before it: 年均增速, 占GDP的比重, 总市值."""
    return any(kind.match(phrase) for kind in (_SHARE_ONLY, _GROWTH_ONLY, _GENERIC))


def joined(subject: str, phrase: str) -> str:
    """The full name of a phrase that leans on the thing named before it: 金融业增加值 + 年均增速, + 占GDP的比重,
    上市公司 + 总市值; "" if there is none."""
    if not subject:
        return ""
    if _SHARE_ONLY.match(phrase) and not re.search("比重|占比|比例|比$", phrase):
        phrase += "比重"
    if _GENERIC.match(phrase):
        subject = _NEW.sub("", subject)
    return _stem(subject) + re.sub("^[三四五六七八九十两]年(?=年均)", "", phrase)


def continued(previous: str, name: str) -> str:
    """A name in a list whose verb is said once: 引进金融租赁公司1家，银行机构2家 → 引进银行机构."""
    verb = _NEW.match(previous)
    return verb[0] + name if verb and name and not _NEW.match(name) else name


def _stem(subject: str) -> str:
    """The thing itself, without the growth or share that was last said of it."""
    return (
        re.sub(r"(?:占.{1,20}|(?:年均|同比)?(?:复合)?(?:增速|增长率|增长|增幅|增加|提高|上升|下降))$", "", subject)
        or subject
    )


def distributed(words: str, count: int, named: list[str]) -> list[str]:
    """The names that 分别 gives to `count` numbers: listed before it (本外币存、贷款余额分别), or, where the words
    before it only say how things moved, the last `count` things `named` in the sentence; [] where it is not clear."""
    text = name_before(words)
    items = [item for item in re.split("、|和|与|及|以及", text) if item]
    if len(items) == count and count > 1:
        return _completed(items)
    if text and not _GROWTH_ONLY.match(text):
        return []
    return [_stem(name) + text for name in named[-count:]] if len(named) >= count else []


def _completed(items: list[str]) -> list[str]:
    """Names in a list with the parts that Chinese says once: 本外币存、贷款余额 → 本外币存款余额, 本外币贷款余额."""
    last = items[-1]
    first = re.fullmatch("(?P<scope>.*?)(?:各项)?(?P<kind>[存贷])(?P<rest>款.*)?", items[0])
    if len(items) == 2 and first and re.match(f"[存贷](?<!{first['kind']})款", last):
        return [items[0] if first["rest"] else items[0] + last[1:], first["scope"] + last]
    tail = re.search("(?:年均|同比)?(?:增速|增长率|增长|增幅|占比|比重)$", last)
    if tail:
        return [item if item.endswith(tail[0]) else item + tail[0] for item in items]
    return items
