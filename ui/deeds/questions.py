"""Which questions a deed asks of an order: from the names in the deed table to the fields of its dialog."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from desktop_oms.domain.cases import KINDS
from desktop_oms.domain.reasons import reasons_of
from desktop_oms.formats import local
from desktop_oms.services import hold_reasons
from desktop_oms.services.entry import Pasted
from desktop_oms.services.hold_reasons import OwnReason
from desktop_oms.services.order_view import LineView, OrderView
from ui.deeds.deeds import Offered
from ui.deeds.fields import (
    MOMENT,
    AddressQuestion,
    AmountsQuestion,
    ChoiceQuestion,
    CountsQuestion,
    EndQuestion,
    MomentQuestion,
    MoneyQuestion,
    Question,
    ReasonQuestion,
    TextQuestion,
    TickQuestion,
    UnitsQuestion,
)
from ui.deeds.goods_question import AddQuestion, GoodsQuestion, Look
from ui.deeds.receiver_form import MoveForm
from ui.shared.jobs import Jobs
from ui.shared.messages import Words

KIND_ORDER = (
    "refund_unshipped",
    "refund_only",
    "return_refund",
    "exchange",
    "resend",
    "refund_lost",
    "refused_parcel",
    "shortage",
)
HOLD_ENDS = ("never", "2", "6", "24", "tomorrow", "ship_by")
UNSENT = frozenset({"to_ship", "boxed"})
TICKS = frozenset(
    {"ship_partial", "backorder", "agreed", "urgent", "urgent_after", "refused", "rest_missing", "remember"}
)
MONEY = frozenset({"amount", "deduction", "shipping"})
COUNTS: Mapping[str, tuple[str, ...]] = {
    "case_receive": ("sellable", "damaged", "wrong"),
    "case_restock": ("restocked", "scrapped"),
}


@dataclass(frozen=True, slots=True)
class Questioner:
    """Makes the questions of a deed for one order."""

    words: Words
    jobs: Jobs
    look: Look
    parse: Callable[[str], Pasted]
    view: OrderView
    now: int
    own_reasons: tuple[OwnReason, ...] = ()

    def ask(self, offered: Offered) -> list[Question]:
        """The questions of the deed, in the order of its table."""
        questions = [self._question(offered, name) for name in offered.deed.asks]
        if offered.deed.name == "refund":
            self._follow_kind({question.name: question for question in questions})
        if offered.deed.name == "amend_notes":
            self._keep(questions)
        return questions

    def _keep(self, questions: Sequence[Question]) -> None:
        """Who changes a note, the delivery or a date sees how it stands."""
        view = self.view
        due = "" if view.ship_by is None else f"{local(view.ship_by, view.time_zone):{MOMENT}}"
        now = {**dict(view.notes), "delivery": view.delivery, "ship_by": due}
        for question in questions:
            if isinstance(question, TickQuestion):
                question.keep(question.name in view.badges)
            elif isinstance(question, TextQuestion):
                question.keep(now.get(question.name, ""))

    def _follow_kind(self, asked: Mapping[str, Question]) -> None:
        """The kind of a case says which units it can be about, and which reasons there are for it."""
        kind, lines, reason = asked["kind"], asked["lines"], asked["reason"]
        assert isinstance(kind, ChoiceQuestion)
        assert isinstance(lines, UnitsQuestion)
        assert isinstance(reason, ChoiceQuestion)

        def follow() -> None:
            chosen = kind.field.chosen()
            lines.limit(self.view.case_units.get(chosen, {}))
            reason.field.offer(self._reasons(chosen))

        kind.field.currentIndexChanged.connect(lambda _place: follow())
        follow()

    def _reasons(self, kind: str) -> list[tuple[str, str]]:
        return [(code, self.words(f"reason.{code}")) for code in reasons_of(kind)]

    def _word(self, offered: Offered, name: str) -> str:
        own = f"orders.argument.{offered.deed.name}.{name}"
        return self.words(own if self.words.knows(own) else f"orders.argument.{name}")

    def _question(self, offered: Offered, name: str) -> Question:
        word = self._word(offered, name)
        if name in TICKS:
            return TickQuestion(name, word)
        if name in MONEY:
            return MoneyQuestion(name, word, self.view.currency)
        if name == "reason" and offered.deed.name == "hold":
            return hold_question(self.words, self.own_reasons)
        special: Mapping[str, Callable[[Offered, str], Question]] = {
            "lines": self._lines,
            "remove": self._remove,
            "amounts": self._amounts,
            "counts": self._counts,
            "kind": self._kind,
            "reason": self._reason,
            "end": self._end,
            "ship_by": self._ship_by,
            "address": self._address,
            "sku_id": self._goods,
            "add": self._add,
        }
        return special[name](offered, word) if name in special else TextQuestion(name, word)

    def _lines(self, offered: Offered, word: str) -> Question:
        whole = offered.deed.name in ("cancel_paid", "report")
        lines = [(line, unsent(line) if whole else line.qty) for line in self.view.lines]
        return UnitsQuestion("lines", word, [(line, most) for line, most in lines if most], all_at_first=whole)

    def _remove(self, _offered: Offered, word: str) -> Question:
        lines = [(line, dict(line.units).get("to_ship", 0)) for line in self.view.lines]
        return UnitsQuestion("remove", word, [(line, most) for line, most in lines if most], all_at_first=False)

    def _amounts(self, _offered: Offered, word: str) -> Question:
        return AmountsQuestion("amounts", word, self.view.lines, self.view.currency)

    def _counts(self, offered: Offered, _word: str) -> Question:
        counts = [(count, self.words(f"orders.count.{count}")) for count in COUNTS[offered.deed.name]]
        case = next(case for case in self.view.cases if case.id == offered.subject_id)
        left = dict(case.awaited if offered.deed.name == "case_receive" else case.to_put_away)
        return CountsQuestion([(line, left[line.id]) for line in self.view.lines if line.id in left], counts)

    def _reason(self, offered: Offered, word: str) -> Question:
        kind = {"refund": KIND_ORDER[0], "allowance": "allowance"}.get(offered.deed.name, "")
        return ChoiceQuestion("reason", word, self._reasons(kind)) if kind else TextQuestion("reason", word)

    def _kind(self, offered: Offered, word: str) -> Question:
        kinds = [*KIND_ORDER, *sorted(KINDS - {*KIND_ORDER, "allowance"})]
        if offered.deed.name == "refund":
            kinds = [kind for kind in kinds if kind in self.view.case_units]
        return ChoiceQuestion("kind", word, [(kind, self.words(f"case_kind.{kind}")) for kind in kinds])

    def _end(self, _offered: Offered, word: str) -> Question:
        ends = [(end, self.words(f"orders.hold_end.{end}")) for end in HOLD_ENDS]
        return EndQuestion(word, ends, self.now, self.view.time_zone)

    def _ship_by(self, _offered: Offered, word: str) -> Question:
        return MomentQuestion("ship_by", word, self.view.time_zone, self.words("orders.moment_prompt"))

    def _address(self, _offered: Offered, _word: str) -> Question:
        words, told = self.words, self.view.receiver
        now = " ".join(part for part in (told.name, told.phone, told.address) if part)
        form = MoveForm(words, self.parse, told.problems)
        return AddressQuestion(words("orders.address_now", receiver=now) if now else "", form)

    def _add(self, _offered: Offered, _word: str) -> Question:
        return AddQuestion(self.words, self.jobs, self.look, self.view.currency)

    def _goods(self, _offered: Offered, _word: str) -> Question:
        return GoodsQuestion("sku_id", self.words, self.jobs, self.look)


def hold_question(words: Words, own: tuple[OwnReason, ...]) -> ReasonQuestion:
    """Why an order waits: the usual reasons, those of the house, or words of one's own."""
    other = words("desk.reason_other")
    reasons = hold_reasons.offered(own, words.language)
    return ReasonQuestion(words("orders.argument.reason"), words("desk.reason_choose"), other, reasons)


def unsent(line: LineView) -> int:
    """Units of a line that are still in the house."""
    return sum(count for name, count in line.units if name in UNSENT)
