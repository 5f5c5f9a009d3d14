"""The noun phrase that a quantity in prose belongs to: taken from the words before it, or given up."""

from __future__ import annotations

import re

_PLACE = "(?:行政村|自然村|乡镇|街道|社区|省份|国家|地区|县|区|市|州|镇|乡|村)"  # what is counted in 覆盖12个县
_REACHING = "覆盖|惠及|遍及"
_BOUNDS = (
    "不低于|不少于|不小于|不高于|不超过|不大于|高于|低于|大于|小于|至少|最多|超过|超出|突破|接近|大约|达到|达|超|约|近|"
    "逾|力争|争取"
)
_MOVES = "增长|增加|提高|提升|上升|升|扩大|扩张|发展|拓展|下降|降低|下调|降|调整|缩小|压降|回落|攀升|跃升|增"
MOVED_ON = re.compile(rf"(?:{_MOVES})(?:到|至|为)")  # behind a number: the number is where something moved from
MOVED_TO = re.compile(rf"(?:{_MOVES})(?:到|至|为)$")
_CHANGE = re.compile(
    r"(?:由|从|自)?(?:的)?(?:分别|累计|已|将|再|又|同比|环比|进一步|逐步|逐年|稳步|大幅)*"
    rf"(?:{_MOVES})?(?:到|至|为|的)+"
)
_AFTER_NAME = re.compile(
    rf"(?:截至|截止|预期目标|目标值|预期|目标|保持|维持|{_BOUNDS}|(?:{_MOVES})(?:到|至|为)|(?:控制|保持|稳定|维持|提升|位居|排名)?在|分别|依次|合计|总计|总共|共计|共有|共|"
    r"完成|实现|发生|已|将|仅|只|就|为|是|有|到|至|由|从|自|的|再|(?<!提)高|目前|现|每年|年均(?=$)|首次|率先|成功|同比(?=$))++$"
)
_BEFORE_NAME = re.compile(
    r"^(?:其中|截至|截止|到|至|力争|争取|预计|预期|计划|确保|努力|实现|完成|合计|年末|年底|年内|末|底|年度|全年|历年|我市|"
    r"我省|我区|全市|全省|全区|全县|全州|新区|本市|辖内|辖区|目前|现有|已|并|且|和|与|及|以及|使|将|共有|拥有|有|共|仅|当年|"
    r"届时|同时|规划期[内末]?|使得|推动|提供|特别是|[“‘]?十[一二三四五六七八九]五[”’]?(?:规划)?(?:期间|时期|以来|期末|末|期)?|期间|时期|"
    r"期末|、|：|\s)+"
)
_ENDS = re.compile(
    r"(?:余额|总额|金额|额|规模|收入|支出|增加值|产值|总值|市值|资产|净资产|税收|利润|数量|数|家数|总数|人数|总量|存量|增量|业务量|结算量|交易量|"
    r"公司|企业|机构|基金|产品|项目|行|部|店|站|点|组织|平台|中心|园区|网点|品种|人才|人员|人口|管理人|农户|客户|主体|支行|分行|股票|保单|户|室|"
    r"比重|占比|比例|率|存贷比|增速|增幅|涨幅|深度|密度|贷款|存款|信贷|融资|债券|金融债|保费|保障|投资|资金|资本|注册资本|赔付|面|覆盖率|占GDP|"
    rf"(?:增长|增加|提高|提升|下降|降低)(?:率|幅度)?|信用档案|(?:市场|板|中心|所)挂牌|(?:{_REACHING}){_PLACE})(?:[（(][^（）()]{{1,12}}[）)])?$"
)
_GROWTH = (
    "(?:年均|平均|同比|环比)?(?:复合)?(?:增速|增长率|增长|增幅|涨幅|降幅|递增|增加|扩大|下降|降低|减少|回落|提高|提升|上升|攀升)"
    "(?:率|幅度)?"
)
_OF = "占(?!地(?![区方级市]))"  # a share of something, not 占地
_GROWTH_ONLY = re.compile(rf"^(?:[三四五六七八九十两]?年)?{_GROWTH}$")
_SHARE_ONLY = re.compile(rf"^{_OF}.{{1,20}}$")
_NO_NAME = re.compile(
    r"[\d，。；：！？《》\[\]\"']|为.+提供|对.+给予|^(?:这|该|其|以|占(?!地))|在.*挂牌$|不到$|比上年|相比|较|仅|^在"
)
_GENERIC = re.compile("^(?:累计)?(?:总|管理|资产|业务)?(?:规模|金额|数量|资金|面积|投资|市值|资产|收入|余额|额|数)$")
_GENERIC_THING = re.compile("^(?:企业|机构|公司|项目|产品|人员|点|店|站|行|部|面|率|平台|中心|主体|品种)$")
_NEW = re.compile("^(?:累计)?(?:新)?(?:引进培育|引进|新增|培育|新设|设立|新建)+")
_VERB_INSIDE = re.compile("(?:实现|完成)(?:了)?|力争|预计|(?<=累计)(?:共有|共|已|有)")
_EACH = re.compile(
    rf"(?:双双|(?<![人年平户日月笔件])均|各)(?:{_BOUNDS}|已|为|在|有|新增|引进|设立|保持|{_MOVES}|到|至)*+$"
)
_LISTED = re.compile("、|和|与|及|以及")
_CREDIT = re.compile("(?P<scope>.*)存贷(?P<rest>款.*)")
_SHARED = re.compile(  # what the last of a list says for all: 存款、贷款余额年均增长率
    rf"(?:[占在][^、占在]{{1,20}}?)?(?:的)?(?:{_GROWTH}|占比|比重|比例|覆盖率|投保率|参保率|贡献率)$"
)
_RATE = re.compile(rf"(?:率|比|占.+|比重|比例|份额|深度|密度|度|面|{_GROWTH})(?:[（(][^（）()]{{1,12}}[）)])?$")
_SOMEBODY = re.compile(
    "(?:公司|企业|机构|行|部|店|站|点|组织|平台|中心|园区|人才|人员|户|室|客户|主体|家数|人数|户数|挂牌)(?:[（(][^（）()]{1,12}[）)])?$"
)
_STANDING = re.compile(
    "(?:余额|余额总额|存量|总量|总数|总市值|市值|总资产|净资产|资产总额|资产规模|管理规模|注册资本|实收资本|数量|家数|人数|户数|密度|深度)$"
)
_TOTAL = re.compile(
    "累计|规划期|(?:[“‘]?十[一二三四五六七八九]五[”’]?)(?:期间|时期|新增)|"
    "(?:^|[（(近])[二两三四五六七八九十]年(?:来|间|内)?(?!期|以|均|平均|度|龄|制|末|底)"
)
_PLACES = re.compile(rf"{_PLACE}(?:[（(][^（）()]{{1,9}}[）)])?(?=[，。；、！,;]|$)")
_FOOTNOTE_MARKS = re.compile("[①-⑳¹²³⁴-⁹]")
_PREDICATE = re.compile("位?居|位?列|排名?|按|经|快于|高于|低于|领先|成为|创|保持|连续|增速|增幅|同比")
_POINTS = "个百分点"
_MAXIMUM = 26
_GROWING = re.compile(rf"(.{{2,26}}?)(?:逐年|逐步|稳步|持续|不断|连年|快速|平稳|较快|大幅|显著|总体|保持)*{_GROWTH}")
_LONGEST_CLAUSE = 60


def name_before(words: str) -> str:
    """The noun phrase at the end of `words`, which stand between the last boundary and a number, years taken out:
    `其中贷款余额达到` → 贷款余额; "" where only verbs and time remain."""
    text = _FOOTNOTE_MARKS.sub("", re.sub(r"\s+", "", words))
    before = None
    while text != before:
        before = text
        text = _AFTER_NAME.sub("", text)
        text = _BEFORE_NAME.sub("", text)
        text = re.sub("^(.+)累计$", r"累计\1", text)
    return "" if text == "累计" else _VERB_INSIDE.sub("", text)


def places_at(sentence: str, start: int) -> str:
    """The kind of place that a sentence goes on with and ends a phrase with (县(市、区)), else ""."""
    found = _PLACES.match(sentence, start)
    return found[0] if found else ""


def has_subject(clause: str) -> bool:
    """Whether a clause without a figure may speak of something new: not one of time, rank or method (居全省首位)."""
    words = re.sub(r"(?:19|20)\d\d年?", "", clause[-_LONGEST_CLAUSE:])
    return bool(name_before(words)) and not _PREDICATE.match(words.lstrip())


def topic(clause: str) -> str:
    """The thing that a clause without a figure says to grow (存款余额逐年递增，从…), else ""."""
    words = name_before(clause[-_LONGEST_CLAUSE:])
    found = _GROWING.fullmatch(words)
    return found[1] if found and is_name(found[1]) and not _LISTED.search(found[1]) else ""


def is_change_only(words: str) -> bool:
    """Whether the words before a number only say that the last named thing moved (由…的, 增加到…的)."""
    return bool(_CHANGE.fullmatch(re.sub(r"\s+", "", words)))


def is_name(name: str) -> bool:
    """Whether a phrase is surely the name of something measured; when in doubt it is not."""
    balanced = all(name.count(a) == name.count(b) for a, b in ("（）", "()", "“”", "‘’"))
    return (
        2 <= len(name) <= _MAXIMUM
        and balanced
        and bool(_ENDS.search(name))
        and not (_NO_NAME.search(name) or _GENERIC_THING.match(name) or _GROWTH_ONLY.match(name))
    )


def fits(name: str, dimension: str) -> bool:
    """Whether a name can be measured in that unit: a percentage is a rate or share of something, money is never what
    counts somebody (存款余额 and 3%, 上市公司 and 5亿元 were put together wrongly)."""
    if dimension in ("%", _POINTS):
        return bool(_RATE.search(name))
    return dimension != "元" or not _SOMEBODY.search(name)


def is_total(name: str) -> bool:
    """Whether a name says that it sums up several years: 累计发放贷款, 五年新增上市公司."""
    return bool(_TOTAL.search(name))


def is_dated_total(name: str) -> bool:
    """Whether a total may run through a single year or up to a date: 累计发放贷款, but not 五年累计发放贷款."""
    return not _TOTAL.search(name.replace("累计", ""))


def is_standing(name: str, dimension: str) -> bool:
    """Whether a name is of something that has a value at every moment (余额, 占比), so that its value in a period is
    that at its end; a rate of growth is as good as one, since it is said of the whole period."""
    return dimension in ("%", _POINTS) or bool(_STANDING.search(name))


def is_gathered(name: str) -> bool:
    """Whether a name tells of things newly gathered: 新增上市公司, 引进银行机构."""
    return bool(_NEW.match(name))


def leans(phrase: str) -> bool:
    """Whether a phrase only says something of the thing named before it: 年均增速, 占GDP的比重, 总市值."""
    return any(kind.match(phrase) for kind in (_SHARE_ONLY, _GROWTH_ONLY, _GENERIC))


def speaks_of_whole(phrase: str) -> bool:
    """Whether a leaning phrase is of a whole, so that it cannot lean on a part named with 其中: 总市值, 规模."""
    return bool(_GENERIC.match(phrase))


def joined(subject: str, phrase: str, dimension: str) -> str:
    """The full name of a phrase that leans on the thing named before it: 金融业增加值 + 年均增速, + 占GDP的比重,
    上市公司 + 总市值; "" if that is no sure name, or if points are said of what is no percentage."""
    if not is_name(subject):
        return ""
    if _GENERIC.match(phrase):
        subject = _NEW.sub("", subject)
    stem = _stem(subject, phrase, dimension)
    if dimension == _POINTS and not _RATE.search(stem):
        return ""
    return stem + re.sub("^[三四五六七八九十两]年(?=年均)", "", as_share(phrase))


def as_share(name: str) -> str:
    """A share with the word that says so: 占GDP → 占GDP比重, 涉农贷款占各项贷款 → 涉农贷款占各项贷款比重."""
    return f"{name}比重" if re.search(f"{_OF}.", name) and not re.search("占比|(?:比重|比例|比)$", name) else name


def continued(previous: str, name: str) -> str:
    """A name in a list whose verb is said once: 引进金融租赁公司1家，银行机构2家 → 引进银行机构."""
    verb = _NEW.match(previous)
    return verb[0] + name if verb and name and not _NEW.match(name) else name


def _stem(subject: str, phrase: str, dimension: str) -> str:
    """The thing itself, without the growth or share that was last said of it: what moves by points is the share, all
    else is of the thing. What grows a year is no total."""
    said = _GROWTH if dimension == _POINTS else rf"(?:占(?!比$).{{1,20}}|{_GROWTH})"
    stem = re.sub(rf"{said}$", "", subject) or subject
    return stem.replace("累计", "") if "均" in phrase else stem


def listed(words: str, count: int) -> list[str]:
    """The names that `words` list for `count` numbers (本外币存、贷款余额分别; 银行业、保险业分别实现税收), [] where
    they do not list so many."""
    before, _respectively, behind = re.sub("依次分别|依次", "分别", words).partition("分别")
    shared = name_before(behind)
    growth_or_none = not shared or bool(_SHARED.fullmatch(shared))
    items = _items(before + behind if growth_or_none else before)
    if len(items) != count or count < 2:
        return []
    items = _completed(items) if growth_or_none else [as_share(item + shared) for item in items]
    return [
        joined(first, item, "%") if leans(item) else item for first, item in zip(items[:1] + items, items, strict=False)
    ]


def moved(words: str, named: list[str], dimensions: list[str]) -> list[str]:
    """The names of numbers in these units whose words only say how things moved (年均增速分别为): of the last things
    `named` in the sentence; [] where it is not clear."""
    text, count = name_before(re.sub("分别|依次", "", words)), len(dimensions)
    if (text and not _GROWTH_ONLY.match(text)) or len(named) < count:
        return []
    return [
        joined(name, text, dimension) if text else name
        for name, dimension in zip(named[-count:], dimensions, strict=True)
    ]


def says_each(words: str) -> bool:
    """Whether a number holds for each of several things: 双双突破, 均超过, 各."""
    return bool(_EACH.search(re.sub(r"\s+", "", words)))


def each(words: str) -> list[str]:
    """The names of the things that one number holds for each of (存贷款余额双双突破); [] where they are not listed."""
    items = _items(_EACH.sub("", re.sub(r"\s+", "", words)))
    return _completed(items) if len(items) > 1 else []


def _items(words: str) -> list[str]:
    """The members of a list; 存贷款余额 are two."""
    items = [item for item in _LISTED.split(name_before(words)) if item]
    credit = _CREDIT.fullmatch(items[0]) if len(items) == 1 else None
    return [credit["scope"] + kind + credit["rest"] for kind in "存贷"] if credit else items


def _completed(items: list[str]) -> list[str]:
    """Names in a list with the parts that Chinese says once: 本外币存、贷款余额年均增速 → 本外币存款余额年均增速,
    本外币贷款余额年均增速."""
    found = _SHARED.search(items[-1])
    shared = found[0] if found and found.start() else ""
    items = _credit([*items[:-1], items[-1].removesuffix(shared)])
    return [_measured_as(item, shared) for item in items] if shared else items


def _measured_as(item: str, shared: str) -> str:
    """A member with the measure that its list shares; "" where it is no name without it (科技、绿色贷款占比)."""
    if _RATE.search(item):
        return item
    return item + shared if is_name(item) else ""


def _credit(items: list[str]) -> list[str]:
    """Deposits and loans with what is said of both once: 本外币存、贷款余额, 本外币存款余额和贷款余额."""
    last = items[-1]
    first = re.fullmatch("(?P<scope>.*?)(?:各项)?(?P<kind>[存贷])(?P<rest>款.*)?", items[0])
    if len(items) == 2 and first and re.match(f"[存贷](?<!{first['kind']})款", last):
        whole = {None: items[0] + last[1:], "款": items[0] + last[2:]}.get(first["rest"], items[0])
        return [whole, first["scope"] + last]
    return items
