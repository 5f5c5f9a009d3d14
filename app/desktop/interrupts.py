"""Ctrl-C in the terminal, and a session that ends, close the window as its own button would: what was typed is kept."""

from __future__ import annotations

import signal
import socket
from collections.abc import Iterator
from contextlib import contextmanager

from PySide6.QtCore import QSocketNotifier
from PySide6.QtWidgets import QWidget

_SIGNALS = (signal.SIGINT, signal.SIGTERM)


@contextmanager
def closed_by_signals(window: QWidget) -> Iterator[None]:
    """While this lasts, SIGINT and SIGTERM close `window`. Main thread only.

    Qt's event loop is C++ and does not see Python's signals; Python writes to a socket for each, which wakes it.
    """
    awake, written = socket.socketpair()
    awake.setblocking(False)
    written.setblocking(False)
    notifier = QSocketNotifier(awake.fileno(), QSocketNotifier.Type.Read)

    def close(*_: object) -> None:
        awake.recv(64)
        window.close()

    notifier.activated.connect(close)
    before_fd = signal.set_wakeup_fd(written.fileno(), warn_on_full_buffer=False)
    before = [signal.signal(number, lambda *_: None) for number in _SIGNALS]
    try:
        yield
    finally:
        for number, handler in zip(_SIGNALS, before, strict=True):
            signal.signal(number, handler)
        signal.set_wakeup_fd(before_fd)
        notifier.setEnabled(False)
        awake.close()
        written.close()
