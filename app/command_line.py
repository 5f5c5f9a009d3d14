"""The command line: which commands there are, and what becomes of an error. What they do is in `app.commands`.

Exit codes: 0 done, 1 something in the user's world is wrong (sentence and remedy on stderr), 2 wrong usage, 70 a bug
(traceback in the log), 130 stopped by Ctrl-C with nothing left behind.
"""

from __future__ import annotations

import argparse
import contextlib
import os
import re
import sys
from collections.abc import Sequence
from pathlib import Path

from app import commands, log, paths, terminal
from app.errors import UserError, of_os_error
from app.progress import Cancelled
from app.version import version

EXIT_USER_ERROR = 1
EXIT_BUG = 70
EXIT_CANCELLED = 130


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command and return its exit code."""
    try:
        terminal.use_utf8()
        arguments = parser().parse_args(argv)
        code = arguments.run(arguments)
        sys.stdout.flush()
        return code or 0
    except BrokenPipeError:
        _forget_stdout()
        return 0
    except UserError as error:
        terminal.say_error(error)
        return EXIT_USER_ERROR
    except (Cancelled, KeyboardInterrupt):
        terminal.say("已取消，没有留下任何改动。")
        return EXIT_CANCELLED
    except Exception as error:
        return _unforeseen(error)


def parser() -> argparse.ArgumentParser:
    """All commands with their options."""
    top = argparse.ArgumentParser(
        prog="plandesk", description="规划台：起草城市五年金融业发展规划。不带命令时打开窗口。"
    )
    top.add_argument("--version", action=_Version, nargs=0, help="版本")
    top.add_argument("--library", type=Path, metavar="FILE", default=paths.default_library(), help="规划库文件")
    top.set_defaults(run=commands.open_window)
    added = top.add_subparsers(title="命令", metavar="命令")
    _add_library_commands(added)
    _add_comparing_commands(added)
    _add_writing_commands(added)
    _add_whole_program_commands(added)
    return top


def _add_library_commands(added: argparse._SubParsersAction) -> None:
    command = _command(added, "import", commands.import_paths, "导入规划文件或文件夹", json=True)
    command.add_argument("paths", nargs="+", type=Path, metavar="PATH", help="文件或文件夹")
    command.add_argument(
        "--as", dest="role", choices=("reference", "draft"), default="reference", help="参考规划或草稿"
    )
    _command(added, "plans", commands.list_plans, "列出规划库中的规划", json=True)
    _command(added, "cards", commands.add_cards, "把内置的参考规划要点版补进规划库", json=True)
    command = _command(added, "outline", commands.show_outline, "一个规划的全部结构", json=True)
    _add_plan(command)
    command = _command(added, "indicators", commands.show_indicators, "指标表，增速重新计算", json=True)
    command.add_argument("plans", nargs="*", metavar="PLAN", help="规划的标识或标题片段；不写则为全部规划")
    command = _command(added, "facts", commands.show_facts, "正文中的数据", json=True)
    _add_plan(command)


def _add_comparing_commands(added: argparse._SubParsersAction) -> None:
    command = _command(added, "match", commands.match, "查找其他规划的对应条款", json=True)
    what = command.add_mutually_exclusive_group(required=True)
    what.add_argument("--plan", metavar="PLAN", help="条款所在的规划（与 --path 同用）")
    what.add_argument("--text", metavar="TEXT", help="一段文字")
    what.add_argument("--batch", type=Path, metavar="FILE", help='每行一个 JSON：{"id","plan","path"} 或 {"id","text"}')
    command.add_argument("--path", metavar="PATH", help="条款路径，如 三/（一）/1")
    command.add_argument("--top", type=_positive, default=5, metavar="N", help="每个规划最多列几条（默认 5）")
    command.set_defaults(usage_error=command.error)
    _command(added, "coverage", commands.show_coverage, "各规划对各主题的覆盖", json=True)


def _add_writing_commands(added: argparse._SubParsersAction) -> None:
    command = _command(added, "new", commands.new_draft, "用提纲模板新建草稿", json=True)
    command.add_argument("--region", required=True, metavar="NAME", help="地区名，如 青岚市")
    command.add_argument("--title", metavar="T", help="标题；不写则按地区和规划期拟定")
    command.add_argument("--period", type=_period, default=(2021, 2025), metavar="2021-2025", help="规划期")
    command.add_argument("--template", metavar="NAME", help="提纲模板；不写则用第一个")
    export = added.add_parser("export", help="导出公文、指标表或对照表").add_subparsers(
        title="导出", metavar="docx|xlsx|comparison", required=True
    )
    command = _command(export, "docx", commands.export_docx, "按公文格式导出规划")
    _add_plan(command)
    _add_output(command, (".docx",))
    command = _command(export, "xlsx", commands.export_xlsx, "导出指标工作簿")
    command.add_argument("plans", nargs="*", metavar="PLAN", help="规划；不写则为全部规划")
    _add_output(command, (".xlsx",))
    command = _command(export, "comparison", commands.export_comparison, "导出与各参考规划的对照表")
    _add_plan(command)
    _add_output(command, (".docx", ".xlsx"))


def _add_whole_program_commands(added: argparse._SubParsersAction) -> None:
    command = _command(added, "demo", commands.run_demo, "不开窗口走一遍主要流程")
    command.add_argument("-o", dest="output", type=Path, required=True, metavar="DIR", help="结果文件夹")
    command.add_argument("--references", type=Path, default=paths.references(), metavar="DIR", help="参考规划文件夹")
    command = _command(added, "screenshots", commands.take_screenshots, "把每个页面存为 PNG")
    command.add_argument("-o", dest="output", type=Path, required=True, metavar="DIR", help="结果文件夹")
    command.add_argument("--references", type=Path, default=paths.references(), metavar="DIR", help="参考规划文件夹")
    _command(added, "selftest", commands.run_selftest, "检查程序各部分能否工作")


def _command(
    added: argparse._SubParsersAction, name: str, run: object, help_text: str, *, json: bool = False
) -> argparse.ArgumentParser:
    command = added.add_parser(name, help=help_text, description=help_text)
    command.set_defaults(run=run)
    if json:
        command.add_argument("--json", action="store_true", help="标准输出只打印一个 JSON 文档")
    return command


def _add_plan(command: argparse.ArgumentParser) -> None:
    command.add_argument("plan", metavar="PLAN", help="规划的标识，或只在一个规划的标题中出现的文字")


def _add_output(command: argparse.ArgumentParser, suffixes: tuple[str, ...]) -> None:
    def output(text: str) -> Path:
        file = Path(text)
        if file.suffix.lower() not in suffixes:
            raise argparse.ArgumentTypeError(f"文件名须以 {' 或 '.join(suffixes)} 结尾：{text}")
        return file

    command.add_argument("-o", dest="output", type=output, required=True, metavar="FILE", help="写到哪个文件")


class _Version(argparse.Action):
    """Like argparse's own, but looks the version up only when it is asked for."""

    def __call__(self, parser: argparse.ArgumentParser, *_: object) -> None:
        print(f"plandesk {version()}")
        parser.exit()


def _positive(text: str) -> int:
    if not text.isdecimal() or int(text) < 1:
        raise argparse.ArgumentTypeError(f"须为正整数：{text}")
    return int(text)


def _period(text: str) -> tuple[int, int]:
    years = re.fullmatch(r"(\d{4})\s*[-–—~～至]+\s*(\d{4})", text.strip())
    if not years or int(years[1]) > int(years[2]):
        raise argparse.ArgumentTypeError(f"规划期须写成 2021-2025：{text}")
    return int(years[1]), int(years[2])


def _unforeseen(error: Exception) -> int:
    """A disk that is full or closed to us is the user's world wherever it shows; anything else is a bug of ours."""
    if isinstance(error, OSError) and (mendable := of_os_error(error)):
        terminal.say_error(mendable)
        return EXIT_USER_ERROR
    terminal.say(log.record(error))
    return EXIT_BUG


def _forget_stdout() -> None:
    """The reader of our output has gone (`| head`): leave quietly, and let the last flush go nowhere."""
    with contextlib.suppress(OSError, ValueError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
