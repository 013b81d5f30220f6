"""Finding something by the starts of its words: `topi`, `tp`, `pick` and `拣货` all mean "To pick / 待拣货".

What was typed is cut into pieces, each of which must begin a word, in the order of the words; words may be left out.
A Chinese character is a word by itself.  A blank in what was typed begins another piece.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import cache, lru_cache

from desktop_oms.domain.search_text import normalise

LONGEST = 60  # characters of what was typed that count
_HAN = r"\u2e80-\u9fff\uf900-\ufaff"
_WORD = re.compile(f"[{_HAN}]|[^\\W_{_HAN}]+")

Distance = tuple[int, int, int, int]
"""How far a text is from what was typed, the nearest first: words left out between pieces, words left out before the
first piece, pieces, words of the text."""


@lru_cache(maxsize=4096)
def words_of(text: str) -> tuple[str, ...]:
    """The words of a text as they are compared."""
    return tuple(_WORD.findall(normalise(text)))


def distance(typed: str, texts: Iterable[str]) -> Distance | None:
    """How near the nearest of several names of one thing is; None when what was typed means none of them."""
    parts = words_of(typed[:LONGEST])
    found = [near for near in (_distance(parts, words_of(text)) for text in texts) if near is not None]
    return min(found, default=None)


def _distance(parts: Sequence[str], words: Sequence[str]) -> Distance | None:
    """Of one name; nothing typed is as near to everything."""
    if not parts:
        return (0, 0, 0, 0)

    @cache
    def rest(part: int, letter: int, word: int) -> tuple[int, int] | None:
        """Words left out and pieces from here on, at best."""
        if part == len(parts):
            return (0, 0)
        costs = []
        for place, length in _pieces(parts[part][letter:], words, word):
            whole = letter + length == len(parts[part])
            further = rest(part + whole, 0 if whole else letter + length, place + 1)
            if further is not None:
                costs.append((further[0] + place - word, further[1] + 1))
        return min(costs, default=None)

    starts = []
    for first, word in enumerate(words):
        if word[0] == parts[0][0] and (found := rest(0, 0, first)) is not None:
            starts.append((found[0], first, found[1], len(words)))
    return min(starts, default=None)


def _pieces(wanted: str, words: Sequence[str], word: int) -> Iterator[tuple[int, int]]:
    """Each word from one on that begins like what is wanted, with each number of letters they have in common."""
    for place in range(word, len(words)):
        length = 0
        while words[place][length : length + 1] == wanted[length : length + 1] != "":
            length += 1
            yield place, length
