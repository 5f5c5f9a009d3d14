"""The first-start tour: five steps on the real pages, with the work going on around them."""

from __future__ import annotations

from widgets.step_bar import Step

TOUR_SEEN = "desk.tour_seen"

STEPS = (
    Step(
        "draft",
        "起草",
        "左边是提纲，可拖动、升降级；中间写正文，停笔即存；右边随光标列出各规划的对应条款和写作提示。",
    ),
    Step(
        "library",
        "规划库",
        "参考规划和草稿都在这里。把收集到的规划文件拖进窗口就能导入；内置的五个规划带有要点。",
    ),
    Step(
        "compare",
        "对照",
        "一条草稿对五个规划，共有短语和数字都有标记。◆ 固定，✕ 排除，⇥ 借用；你的决定会一直记住。",
    ),
    Step("indicators", "指标", "改一个数，增速当场重算；下方是其他规划的同一指标，单位已统一。"),
    Step(
        "draft",
        "导出",
        "“文件 › 导出公文”得到公文格式的 .docx，“导出指标表”得到带公式的 .xlsx。这份示例草稿可以随时删除。",
    ),
)
"""Each step's key is the page that it is about; the first start stays on the draft."""
