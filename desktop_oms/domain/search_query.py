"""What somebody asks of the order desk in one line: `status:paid total:100..200 not (note:gift or 上海)`.

A line is a query when a known field stands before a colon in it.  Terms side by side must all hold; `and`, `or`, `not`
(in any language) and parentheses join them.  A field takes a text, a few names (`status:paid,confirmed`, beginnings
are enough), a range of amounts or numbers (`100..200`, `100..`, `>100`) or days (`2026-11-01..`, `today`, `last 7
days`).  What is half typed (an open parenthesis, a field without a value, an `and` at the end) is left out and
never an error, so that a list can follow the typing.  What cannot be meant is refused in words: `search_value_unknown`,
`search_nothing_to_name`, `search_not_a_number`, `search_not_a_day`, `search_too_long`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import tzinfo
from decimal import Decimal, InvalidOperation

from desktop_oms.domain.errors import OmsError
from desktop_oms.domain.search_days import Days
from desktop_oms.domain.search_text import FIELDS, needle

AMOUNTS = ("total", "captured", "refunded")
NUMBERS = ("items",)
TIMES = ("placed", "created", "paid", "due")
TRANSLATED = ("status", "stage", "badge")  # choices that have a word in each language
CHOICES = ("status", "stage", "badge", "channel", "currency", "tag")
MOST_TERMS = 200


@dataclass(frozen=True, slots=True)
class Holds:
    """The order's text holds this (normalised), in one field or, with "", anywhere; `whole`: as a value of its own."""

    field: str
    text: str
    whole: bool = False


@dataclass(frozen=True, slots=True)
class OneOf:
    """The order's status, stage, badge, channel or currency is one of these codes, or it bears one of these tags."""

    field: str
    codes: frozenset[str]


@dataclass(frozen=True, slots=True)
class Between:
    """An amount (in the order's currency) or a number from `low` to `high`, both included; None is open."""

    field: str
    low: Decimal | None
    high: Decimal | None


@dataclass(frozen=True, slots=True)
class During:
    """A moment from `start` to before `end`, milliseconds UTC; None is open."""

    field: str
    start: int | None
    end: int | None


@dataclass(frozen=True, slots=True)
class Not:
    """The part does not hold."""

    part: Query


@dataclass(frozen=True, slots=True)
class All:
    """All parts hold; without any, every order is meant."""

    parts: tuple[Query, ...]


@dataclass(frozen=True, slots=True)
class Either:
    """One part holds at least."""

    parts: tuple[Query, ...]


Query = Holds | OneOf | Between | During | Not | All | Either


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """What may be named in a query: fields by every word for them, and per choice field its codes by every word.

    `meanings` leads other words for joins and days to ours (`and`, `last`, `today`).
    """

    fields: Mapping[str, str]
    choices: Mapping[str, Mapping[str, str]]
    meanings: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class _Term:
    kind: str  # "(", ")", "and", "or", "not", "text" or a field
    value: str = ""


_JOINS = ("and", "or", "not")
_BRACKETS = str.maketrans({"\uff08": "(", "\uff09": ")", "\uff1a": ":", "\u201c": '"', "\u201d": '"'})
_FIELD = re.compile(r"([^\W\d]\w*):")
_QUOTED = re.compile(r'"([^"]*)"?')
_BARE = re.compile(r"[^\s()]+")
_SPANS = re.compile(r"(?:last|past)\s+\d{1,4}\s+days?|(?:this|last)\s+(?:week|month)", re.IGNORECASE)


def is_query(typed: str, words: Vocabulary) -> bool:
    """Whether a known field is named, outside quotes."""
    return any(term.kind in _KINDS for term in _terms(typed, words))


def lone_field(typed: str, words: Vocabulary) -> tuple[str, str] | None:
    """The field and the text when one text field is named and everything after it is its text: `name:Li Lei`."""
    terms = list(_terms(typed, words))
    plain = typed.translate(_BRACKETS).strip()
    if not terms or terms[0].kind not in FIELDS or any(term.kind != "text" for term in terms[1:]):
        return None
    return terms[0].kind, plain.partition(":")[2].replace('"', "").strip()


def parse(typed: str, words: Vocabulary, now: int, zone: tzinfo) -> Query:
    """What a line asks; days are those of the clock in `zone`, `now` is milliseconds UTC.  Raises OmsError (above)."""
    terms = list(_terms(typed, words))
    if len(terms) > MOST_TERMS:
        raise OmsError("search_too_long", n=MOST_TERMS)
    return _Reading(terms, words, Days(now, zone, words.meanings)).whole()


def without_one(typed: str, words: Vocabulary) -> Iterator[str]:
    """What was typed with one condition or word less each time, the last one first; a named field alone is asked
    everywhere.  Nothing for a line with `or` or parentheses: there a condition less may find fewer.
    """
    lone = lone_field(typed, words)
    if lone is not None:
        yield lone[1]
        return
    terms = list(_terms(typed, words))
    if any(term.kind in ("(", ")", "or") for term in terms):
        return
    parts: list[str] = []
    turned = False
    for term in terms:
        if term.kind in ("and", "not"):
            turned = turned != (term.kind == "not")
        else:
            value = f'"{term.value}"' if " " in term.value else term.value
            said = value if term.kind == "text" else f"{term.kind}:{value}"
            parts.append(f"not {said}" if turned else said)
            turned = False
    for place in reversed(range(len(parts) if parts[1:] else 0)):
        yield " ".join(parts[:place] + parts[place + 1 :])


_KINDS = frozenset((*FIELDS, *AMOUNTS, *NUMBERS, *TIMES, *CHOICES))


def _terms(typed: str, words: Vocabulary) -> Iterator[_Term]:
    text, at = typed.translate(_BRACKETS), 0
    while at < len(text):
        sign = text[at]
        if sign.isspace() or sign in "()":
            at += 1
            if sign in "()":
                yield _Term(sign)
            continue
        field = _FIELD.match(text, at)
        kind = words.fields.get(field[1].casefold(), "") if field else ""
        if field and kind:
            value, at = _value(text, field.end(), spans=kind in TIMES)
            yield _Term(kind, value)
            continue
        quoted = sign == '"'
        value, at = _value(text, at, spans=False)
        join = words.meanings.get(value.casefold(), value.casefold())
        yield _Term(join if join in _JOINS and not quoted else "text", value)


def _value(text: str, at: int, *, spans: bool) -> tuple[str, int]:
    """The value that begins here, and the place behind it."""
    found = (_SPANS.match(text, at) if spans else None) or _QUOTED.match(text, at) or _BARE.match(text, at)
    if found is None:
        return "", at
    return (found[1] if found.re is _QUOTED else found[0]), found.end()


class _Reading:
    """Reads terms from the left; `or` binds least, `not` most."""

    def __init__(self, terms: list[_Term], words: Vocabulary, days: Days) -> None:
        self._terms, self._words, self._days = terms, words, days
        self._at = 0

    def whole(self) -> Query:
        parts = []
        while self._at < len(self._terms):
            parts.append(self._either())
            if self._next(")"):
                continue
        return _joined(All, parts)

    def _next(self, kind: str) -> bool:
        if self._at < len(self._terms) and self._terms[self._at].kind == kind:
            self._at += 1
            return True
        return False

    def _either(self) -> Query:
        parts = [self._all()]
        while self._next("or"):
            parts.append(self._all())
        return _joined(Either, [part for part in parts if part != All(())])

    def _all(self) -> Query:
        parts = []
        while self._at < len(self._terms) and self._terms[self._at].kind not in (")", "or"):
            if not self._next("and"):
                parts.append(self._one())
        return _joined(All, [part for part in parts if part != All(())])

    def _one(self) -> Query:
        turned = False
        while self._next("not"):
            turned = not turned
        if self._next("("):
            part = self._either()
            self._next(")")
        elif self._at < len(self._terms) and self._terms[self._at].kind not in (")", "or", "and"):
            part = self._term(self._terms[self._at])
            self._at += 1
        else:
            return All(())
        return Not(part) if turned and part != All(()) else part

    def _term(self, term: _Term) -> Query:
        value = term.value.strip()
        if term.kind == "text" or term.kind in FIELDS:
            wanted = needle(value)
            return Holds("" if term.kind == "text" else term.kind, wanted) if wanted else All(())
        if not value:
            return All(())
        if term.kind in TIMES:
            return During(term.kind, *self._days.span(value))
        if term.kind in CHOICES:
            return self._choice(term.kind, value)
        return Between(term.kind, *_amounts(value))

    def _choice(self, field: str, value: str) -> Query:
        known, codes = self._words.choices[field], set[str]()
        for name in filter(None, (one.strip().casefold() for one in re.split("[,\uff0c\u3001]", value))):
            begun = {code for word, code in known.items() if word.startswith(name)}
            if not begun:
                offered = ", ".join(_offered(field, known, name))
                code = "search_value_unknown" if offered else "search_nothing_to_name"
                raise OmsError(code, field=field, value=name, known=offered)
            codes |= {known[name]} if name in known else begun
        return OneOf(field, frozenset(codes)) if codes else All(())


def _offered(field: str, known: Mapping[str, str], typed: str) -> list[str]:
    """What could have been typed: of our own words those that the screen shows, in the script of what was typed; each
    as it must be typed, in quotes where it has a blank.
    """
    same = {word: code for word, code in known.items() if word.isascii() == typed.isascii()}
    shown = {code for word, code in same.items() if word != code}
    own = [word for word, code in same.items() if word != code or code not in shown]
    return sorted(f'"{word}"' if " " in word else word for word in (own if own and field in TRANSLATED else known))


def _joined(kind: type[All] | type[Either], parts: list[Query]) -> Query:
    return parts[0] if len(parts) == 1 else kind(tuple(parts)) if parts else All(())


def _amounts(value: str) -> tuple[Decimal | None, Decimal | None]:
    """`100..200`, `100..`, `..200`, `>100`, `<=200` or one amount; more and less include the amount itself."""
    low, dots, high = value.partition("..")
    if dots:
        return _amount(low), _amount(high)
    if value[0] in "<>":
        bound = _amount(value.lstrip("<>="))
        return (bound, None) if value[0] == ">" else (None, bound)
    return _amount(value), _amount(value)


def _amount(text: str) -> Decimal | None:
    if not text.strip():
        return None
    try:
        found = Decimal(text.strip())
    except InvalidOperation:
        raise OmsError("search_not_a_number", value=text) from None
    if not found.is_finite():
        raise OmsError("search_not_a_number", value=text)
    return found
