"""Numbers that were worked out once, kept in a folder for the next time.

Only ever a shortcut: what is damaged, foreign, too much or cannot be written is worked out again, without a word.
"""

from __future__ import annotations

import contextlib
import json
import os
import tempfile
import zlib
from collections.abc import Mapping
from dataclasses import fields
from hashlib import blake2b
from pathlib import Path
from typing import Any, TypeVar, get_type_hints

import numpy as np

ENDING = ".arrays"
MOST_BYTES = 2 << 30  # all kept files together; the longest unused go first
_MARK = b"PLANDESK"
_BEFORE = len(_MARK) + 8
_ALIGNED = 64

Value = TypeVar("Value")


class Kept:
    """Frozen dataclasses of arrays in files of one folder, by key; a folder of None keeps nothing."""

    def __init__(self, folder: Path | None, most_bytes: int = MOST_BYTES) -> None:
        self._folder = folder
        self._most = most_bytes

    def load(self, key: str, kind: type[Value]) -> Value | None:
        """What was saved under a key, its arrays read from the file as they are used; None if it is not there whole."""
        if self._folder is None:
            return None
        path = self._folder / (key + ENDING)
        try:
            found = _restored(kind, _read(path))
            os.utime(path)
        except (OSError, ValueError, KeyError, TypeError):
            return None
        return found

    def save(self, key: str, value: object) -> None:
        """Keep a dataclass whose fields are arrays or such dataclasses."""
        if self._folder is None:
            return
        with contextlib.suppress(OSError):
            self._folder.mkdir(parents=True, exist_ok=True)
            _write(self._folder / (key + ENDING), arrays_of(value))

    def clear(self) -> None:
        """Remove the longest unused files beyond the limit."""
        if self._folder is None:
            return
        with contextlib.suppress(OSError):
            known = [(path.stat(), path) for path in self._folder.glob(f"*{ENDING}")]
            total = sum(stat.st_size for stat, _ in known)
            for stat, path in sorted(known, key=lambda pair: pair[0].st_mtime):
                if total > self._most:
                    path.unlink()
                    total -= stat.st_size


def key_of(*said: object) -> str:
    """A key for all that a value depends on."""
    digest = blake2b(digest_size=16)
    for one in said:
        digest.update(repr(one).encode("utf-8", "surrogatepass") + b"\0")
    return digest.hexdigest()


def arrays_of(value: Any, before: str = "") -> dict[str, np.ndarray]:
    """The arrays of a dataclass and of the dataclasses in it, by the path of their fields."""
    found: dict[str, np.ndarray] = {}
    for field in fields(value):
        one = getattr(value, field.name)
        name = f"{before}{field.name}"
        found |= {name: one} if isinstance(one, np.ndarray) else arrays_of(one, f"{name}.")
    return found


def _restored(kind: type[Value], arrays: Mapping[str, np.ndarray], before: str = "") -> Value:
    hints = get_type_hints(kind)
    return kind(
        **{
            name: arrays[before + name] if hint is np.ndarray else _restored(hint, arrays, f"{before}{name}.")
            for name, hint in hints.items()
        }
    )


def _write(path: Path, arrays: Mapping[str, np.ndarray]) -> None:
    """Mark, length of the head, check sum, head (JSON), then the arrays; whole or not at all."""
    places: dict[str, tuple[str, tuple[int, ...], int]] = {}
    size = 0
    parts: list[tuple[bytes, np.ndarray]] = []
    for name, array in arrays.items():
        parts.append((bytes(-size % _ALIGNED), np.ascontiguousarray(array)))
        size += len(parts[-1][0])
        places[name] = (array.dtype.str, array.shape, size)
        size += array.nbytes
    head = json.dumps({"arrays": places}).encode()
    head += b" " * (-(_BEFORE + len(head)) % _ALIGNED)
    check = zlib.crc32(head)
    for gap, array in parts:
        check = zlib.crc32(_bytes(array), zlib.crc32(gap, check))
    handle, temporary = tempfile.mkstemp(dir=path.parent, suffix=".part")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(_MARK + len(head).to_bytes(4, "little") + check.to_bytes(4, "little") + head)
            for gap, array in parts:
                file.write(gap)
                file.write(_bytes(array))
        Path(temporary).replace(path)
    except BaseException:
        with contextlib.suppress(OSError):
            Path(temporary).unlink()
        raise


def _bytes(array: np.ndarray) -> memoryview:
    return array.reshape(-1).view(np.uint8).data


def _read(path: Path) -> dict[str, np.ndarray]:
    data = np.asarray(np.memmap(path, dtype=np.uint8, mode="r"))
    if data[: len(_MARK)].tobytes() != _MARK:
        raise ValueError("no file of ours")
    length, check = data[len(_MARK) : _BEFORE].view("<u4").tolist()
    if zlib.crc32(_bytes(data[_BEFORE:])) != check:
        raise ValueError("damaged")
    head = json.loads(data[_BEFORE : _BEFORE + length].tobytes())
    payload = data[_BEFORE + length :]
    return {
        name: payload[at : at + np.dtype(kind).itemsize * int(np.prod(shape))].view(kind).reshape(shape)
        for name, (kind, shape, at) in head["arrays"].items()
    }
