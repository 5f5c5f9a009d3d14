"""The subjects that all plans are laid against, and how strongly a text speaks of each.

The list stands in `resources/lexicon/topics.toml` and was written by reading plans; synonyms and abbreviations
stand beside it. Both are plain TOML that a drafter may extend.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files

import numpy as np

from app.matching.features import canonical

TITLE_WEIGHT = 3.0  # a topic's name in a title says more than any word in the text
NAME_WEIGHT = 1.0
WORD_WEIGHT = 0.6
SHORT_NAME_WEIGHT = 0.4


@dataclass(frozen=True, slots=True)
class Topic:
    """An entry of the subject list. `names` make a title one of this topic, `words` signal it in a text."""

    id: str
    name: str
    names: tuple[str, ...]
    words: tuple[str, ...] = ()


def topic_of(topic_id: str, name: str, names: Sequence[str] = (), words: Sequence[str] = ()) -> Topic:
    """A topic whose words are brought to the common wording that texts are compared in; blank words are left out."""
    common = [tuple(dict.fromkeys(filter(None, map(canonical, given)))) for given in (names, words)]
    return Topic(topic_id, name, *common)


def parse_topics(source: str) -> tuple[Topic, ...]:
    """The topics of a TOML text."""
    return tuple(
        topic_of(entry["id"], entry["name"], entry.get("names", ()), entry.get("words", ()))
        for entry in tomllib.loads(source)["topic"]
    )


@cache
def topics() -> tuple[Topic, ...]:
    """The shipped subject list."""
    return parse_topics((files("resources") / "lexicon" / "topics.toml").read_text("utf-8"))


def topic_strengths(
    titles: Sequence[str], texts: Sequence[str], subjects: Sequence[Topic], ends: np.ndarray | None = None
) -> tuple[np.ndarray, np.ndarray]:
    """How strongly each title and each text speaks of each topic: two float32 matrices of texts × topics, ≥ 0.

    Titles and texts are canonical. A title counts the longest name it has; a text counts each word it has, repeated
    words with diminishing weight. With `ends` a text goes on through the texts behind it up to that row, exclusive:
    a section with all below it.
    """
    by_title = np.zeros((len(titles), len(subjects)), dtype=np.float32)
    by_text = np.zeros((len(texts), len(subjects)), dtype=np.float32)
    names, signals = _words(tuple(subjects))
    for column, weight, hits in names.found(_Corpus(titles)):
        by_title[:, column] = np.maximum(by_title[:, column], (hits > 0) * np.float32(weight))
    for column, weight, hits in signals.found(_Corpus(texts, ends)):
        by_text[:, column] += weight * np.log1p(hits)
    return by_title, by_text


@lru_cache(4)
def _words(subjects: tuple[Topic, ...]) -> tuple[_Words, _Words]:
    """The names that make a title one of each topic, the longer the surer, and the words that signal it in a text."""
    names = [(column, name) for column, topic in enumerate(subjects) for name in topic.names]
    signals = [(column, *signal) for column, topic in enumerate(subjects) for signal in _signals(topic).items()]
    return _Words([(column, name, 0.6 + 0.1 * min(len(name), 6)) for column, name in names]), _Words(signals)


def _signals(topic: Topic) -> dict[str, float]:
    """Each word that signals a topic in a text, with its weight; a name of two characters (保险) is too common."""
    names = {name: NAME_WEIGHT if len(name) > 2 else SHORT_NAME_WEIGHT for name in topic.names}
    return dict.fromkeys(topic.words, WORD_WEIGHT) | names


class _Words:
    """Words with the column of their topic and their weight, known by their first two characters: a question has few
    of the thousands."""

    def __init__(self, entries: Sequence[tuple[int, str, float]]) -> None:
        self._entries = entries
        self._by_start: dict[str, list[int]] = {}
        for at, (_column, word, _weight) in enumerate(entries):
            self._by_start.setdefault(word[:2], []).append(at)

    def found(self, corpus: _Corpus) -> Iterator[tuple[int, float, np.ndarray]]:
        """The words that some text says, in order: column, weight, and how often each text says them."""
        starts = self._by_start.keys() & corpus.starts
        for at in sorted(at for start in starts for at in self._by_start[start]):
            column, word, weight = self._entries[at]
            if (hits := corpus.counts(word)) is not None:
                yield column, weight, hits


class _Corpus:
    """Texts joined so that one search pass per word finds it in all of them."""

    def __init__(self, texts: Sequence[str], ends: np.ndarray | None = None) -> None:
        self._joined = "\0".join(texts)
        self._pairs = {self._joined[at : at + 2] for at in range(len(self._joined) - 1)}
        self.starts = self._pairs | set(self._joined)  # what a word that they say may begin with
        self._borders = np.cumsum([len(text) + 1 for text in texts], dtype=np.int64)
        self._ends = ends

    def counts(self, word: str) -> np.ndarray | None:
        """How often each text says a word; None when none does."""
        if any(word[i : i + 2] not in self._pairs for i in range(len(word) - 1)):  # spares most words the search
            return None
        at = self._joined.find(word)
        if at < 0:
            return None
        positions: list[int] = []
        while at >= 0:
            positions.append(at)
            at = self._joined.find(word, at + len(word))
        rows = np.searchsorted(self._borders, positions, side="right")
        own = np.bincount(rows, minlength=len(self._borders))
        if self._ends is None:
            return own
        before = np.append(0, np.cumsum(own))
        return before[self._ends] - before[:-1]


def combined(by_title: np.ndarray, by_text: np.ndarray, lengths: Sequence[int] | np.ndarray) -> np.ndarray:
    """One strength per topic: text plus title, the title much the stronger.

    `lengths` are the texts' in characters: a passing word in a long section says less of what the section is about.
    """
    share = 200.0 / (100.0 + np.maximum(np.asarray(lengths, dtype=np.float32), 60.0))
    return TITLE_WEIGHT * by_title + by_text * share[:, None]
