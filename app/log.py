"""The rotating log, and what happens to an error that nobody foresaw: written down whole, told in one sentence."""

from __future__ import annotations

import logging
import sys
import threading
import traceback
from collections.abc import Callable
from logging.handlers import RotatingFileHandler
from pathlib import Path
from types import TracebackType

from app import paths

_logger = logging.getLogger("plandesk")


def log_file() -> Path:
    """The file that the traceback of a bug goes to."""
    return paths.log_directory() / "plandesk.log"


def record(error: BaseException) -> str:
    """Write a bug's traceback to the log and return the one sentence for the user. Never raises: the log itself may
    be unwritable, and then the traceback goes to stderr, the only place left."""
    try:
        _open().error("unexpected error", exc_info=error)
    except OSError:
        traceback.print_exception(error)
        return "程序出了意外的错误，日志文件也无法写入。请把屏幕上的内容发给维护者。"
    return f"程序出了意外的错误，详情已写入日志。请把 {log_file()} 发给维护者。"


def install(tell: Callable[[str], None]) -> None:
    """Send every uncaught error, of any thread, to the log and its sentence to `tell` (a dialog, a stderr line)."""

    def on_error(_kind: type[BaseException], error: BaseException, _trace: TracebackType | None) -> None:
        if isinstance(error, KeyboardInterrupt):
            return
        tell(record(error))

    def on_thread_error(arguments: threading.ExceptHookArgs) -> None:
        if arguments.exc_value is not None and not isinstance(arguments.exc_value, SystemExit):
            tell(record(arguments.exc_value))

    sys.excepthook = on_error
    threading.excepthook = on_thread_error


def _open() -> logging.Logger:
    """The logger with its file attached: at the first error, so that a run without errors leaves no file behind."""
    file = log_file()
    attached = [handler for handler in _logger.handlers if isinstance(handler, RotatingFileHandler)]
    if not any(Path(handler.baseFilename) == file for handler in attached):
        file.parent.mkdir(parents=True, exist_ok=True)
        handler = RotatingFileHandler(file, maxBytes=1_000_000, backupCount=3, encoding="utf-8", delay=True)
        handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(message)s"))
        _logger.addHandler(handler)
    return _logger
