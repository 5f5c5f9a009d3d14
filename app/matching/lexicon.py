"""The subject list as the drafter has it: the shipped topics with the drafter's changes laid over them.

Only what differs from the shipped list is kept, word by word, so that a later shipped list still brings its new words.
"""

from __future__ import annotations

import json
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from app.matching.topics import Topic  # loads numpy, which the first paint need not wait for


SETTING = "matching.lexicon"
"""The setting of a library that keeps the drafter's changes."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A topic as it is written in the list. A title with one of `names` is of this topic, `words` signal it in a text.

    A hidden topic takes no part in matching and coverage; `own` topics are the drafter's.
    """

    id: str
    name: str
    names: tuple[str, ...] = ()
    words: tuple[str, ...] = ()
    hidden: bool = False
    own: bool = False


Lexicon = tuple[Entry, ...]


@cache
def shipped() -> Lexicon:
    """The list that the program brings along."""
    source = (files("resources") / "lexicon" / "topics.toml").read_text("utf-8")
    return tuple(
        Entry(one["id"], one["name"], _distinct(one.get("names", ())), _distinct(one.get("words", ())))
        for one in tomllib.loads(source)["topic"]
    )


def topics_of(entries: Sequence[Entry]) -> tuple[Topic, ...]:
    """The topics to lay plans against: what is not hidden, in common wording."""
    from app.matching.topics import topic_of

    return tuple(topic_of(one.id, one.name, one.names, one.words) for one in entries if not one.hidden)


# Changing -----------------------------------------------------------------------------------------------------------


def with_entry(entries: Lexicon, changed: Entry) -> Lexicon:
    """The list with one topic, known by its id, as it is in `changed`."""
    return tuple(changed if one.id == changed.id else one for one in entries)


def with_new(entries: Lexicon, name: str) -> Lexicon:
    """The list with a topic of the drafter's at its end, which titles with its name belong to."""
    taken = {one.id for one in entries}
    number = next(n for n in range(1, len(entries) + 2) if f"own-{n}" not in taken)
    return (*entries, Entry(f"own-{number}", name, (name,), own=True))


def without(entries: Lexicon, topic_id: str) -> Lexicon:
    """The list without a topic of the drafter's; a shipped one stays and is hidden."""
    return tuple(
        replace(one, hidden=True) if one.id == topic_id else one for one in entries if one.id != topic_id or not one.own
    )


def as_shipped(entries: Lexicon, topic_id: str) -> Lexicon:
    """The list with one shipped topic as it was brought along."""
    original = _shipped_by_id().get(topic_id)
    return entries if original is None else with_entry(entries, original)


def is_changed(entry: Entry) -> bool:
    """Whether a topic differs from what was brought along."""
    return _shipped_by_id().get(entry.id) != entry


# Keeping ------------------------------------------------------------------------------------------------------------


def dumped(entries: Lexicon) -> str:
    """The drafter's changes as JSON, "" where there are none."""
    changed = {one.id: _change(_shipped_by_id()[one.id], one) for one in entries if not one.own and is_changed(one)}
    own = [
        {"id": one.id, "name": one.name, "names": one.names, "words": one.words, "hidden": one.hidden}
        for one in entries
        if one.own
    ]
    return json.dumps({"changed": changed, "own": own}, ensure_ascii=False) if changed or own else ""


def loaded(text: str | None) -> Lexicon:
    """The shipped list with the changes that `dumped` wrote; as shipped for anything else."""
    try:
        data = json.loads(text or "{}")
        changed = data.get("changed", {})
        entries = tuple(_changed(one, changed[one.id]) if one.id in changed else one for one in shipped())
        return (*entries, *map(_own, data.get("own", ())))
    except (ValueError, TypeError, KeyError, AttributeError):
        return shipped()


def _change(before: Entry, after: Entry) -> dict[str, object]:
    return {
        "name": after.name if after.name != before.name else None,
        "hidden": after.hidden,
        "names": _difference(before.names, after.names),
        "words": _difference(before.words, after.words),
    }


def _difference(before: Sequence[str], after: Sequence[str]) -> dict[str, list[str]]:
    return {
        "added": [word for word in after if word not in before],
        "removed": [word for word in before if word not in after],
    }


def _changed(entry: Entry, change: dict) -> Entry:
    return replace(
        entry,
        name=change["name"] or entry.name,
        hidden=bool(change["hidden"]),
        names=_merged(entry.names, change["names"]),
        words=_merged(entry.words, change["words"]),
    )


def _merged(words: Sequence[str], difference: dict) -> tuple[str, ...]:
    removed = set(difference["removed"])
    return _distinct((*(word for word in words if word not in removed), *difference["added"]))


def _own(one: dict) -> Entry:
    names, words = _distinct(map(str, one["names"])), _distinct(map(str, one["words"]))
    return Entry(str(one["id"]), str(one["name"]), names, words, bool(one["hidden"]), own=True)


def _distinct(words) -> tuple[str, ...]:
    return tuple(dict.fromkeys(words))


@cache
def _shipped_by_id() -> dict[str, Entry]:
    return {one.id: one for one in shipped()}
