"""What can be done with a case now: one step that stands out, the others beside it, each with its key.

The states and rights are those of the services; here stands only in which order, under which key and in which words.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from desktop_oms.domain.errors import OmsError
from desktop_oms.formats import money
from desktop_oms.services.case_view import CaseDetail
from ui.after_sales.case_reader import CaseSeen
from ui.deeds.action_words import refusal
from ui.deeds.deeds import Offered
from ui.shared.buttons import Kind
from ui.shared.messages import Words

# What the page does beside the deeds of the order page.
ASK_GOODS, EXCHANGE, PART, ALLOWANCE, CLAIM, LET_GO, MESSAGE, SLIP, SHEET = (
    *("ask_goods", "offer_exchange", "approve_part", "offer_allowance", "claim", "let_go"),
    *("message", "return_slip", "inspection_sheet"),
)
UNDO_TIME = "undo_time"  # how a case stands that was agreed to a moment ago: taking it back is what one looks for
KEYS: Mapping[str, str] = {
    "case_approve": "A",
    "case_second_approve": "S",
    "case_unapprove": "U",
    "case_reject": "R",
    "case_withdraw": "W",
    "case_convert": "V",
    "case_receive": "I",
    "case_received": "F",
    "case_restock": "K",
    "case_send_back": "B",
    "case_announce": "T",
    "case_waive_return": "Y",
    "case_lapse": "L",
    "case_start_refund": "D",
    "case_start_replace": "D",
    "refund_dispatch": "D",
    "refund_succeed": "J",
    ASK_GOODS: "G",
    EXCHANGE: "X",
    PART: "H",
    ALLOWANCE: "Z",
    CLAIM: "C",
    LET_GO: "C",
    MESSAGE: "M",
    SLIP: "P",
    SHEET: "Q",
}
# The step that stands out, by state: the first of these that is offered and allowed, else the first that is offered.
FIRST: Mapping[str, tuple[str, ...]] = {
    "requested": ("case_approve",),
    "awaiting_second": ("case_second_approve",),
    "approved": ("case_start_refund", "case_start_replace"),
    UNDO_TIME: ("case_unapprove",),
    "awaiting_return": ("case_receive", "case_received"),
    "received": ("case_restock", "case_start_refund", "case_start_replace"),
    "refunding": ("refund_dispatch", "refund_succeed", "case_restock"),
    "replacing": ("case_restock", "case_convert"),
}
# Beside it, by state, in this order; a refused one stays where somebody may look for it.
BESIDE: Mapping[str, tuple[str, ...]] = {
    "requested": (PART, ASK_GOODS, EXCHANGE, ALLOWANCE, "case_reject", MESSAGE, "case_withdraw", CLAIM),
    "awaiting_second": ("case_unapprove", "case_reject", MESSAGE, CLAIM),
    "approved": ("case_unapprove", "case_convert", "case_reject", MESSAGE),
    UNDO_TIME: ("case_start_refund", "case_start_replace", "case_convert", "case_reject", MESSAGE),
    "awaiting_return": ("case_received", "case_announce", "case_waive_return", "case_withdraw", SLIP, SHEET, MESSAGE),
    "received": ("case_restock", "case_start_refund", "case_start_replace", "case_convert", "case_send_back", SHEET),
    "refunding": ("refund_succeed", "refund_settle_manually", "refund_fail", "refund_cancel", "case_restock", MESSAGE),
    "replacing": ("case_convert", "case_restock", MESSAGE),
}
# Refusals of what makes no sense for the case at all: no money for a replacement, nothing left to put away.
POINTLESS = frozenset({"case_replaces", "case_refunds", "goods_decided"})
# The kinds that may become something else by one step.
TURNED: Mapping[str, frozenset[str]] = {
    ASK_GOODS: frozenset({"refund_only", "refund_lost"}),
    EXCHANGE: frozenset({"refund_only", "return_refund", "exchange"}),
    ALLOWANCE: frozenset({"refund_only", "return_refund", "exchange", "resend"}),
}


@dataclass(frozen=True, slots=True)
class Step:
    """One thing to do: name, word, key, look, why it is refused now, and the deed behind it if there is one."""

    name: str
    word: str
    key: str = ""
    kind: Kind = "plain"
    refusal: str = ""
    deed: Offered | None = None


def amount_words(words: Words, detail: CaseDetail) -> str:
    """What would be sent, as people read it."""
    return money(detail.money.cash, detail.money.currency, words.language)


def shown_steps(words: Words, seen: CaseSeen) -> list[Step]:
    """The steps of a case, the one that stands out first."""
    state = UNDO_TIME if seen.undo_left else seen.detail.row.state
    frozen = frozen_words(words, seen)
    wanted = FIRST.get(state, ())
    deeds = [one for name in wanted for one in of_case(seen, name)]
    first = next((one for one in deeds if not one.refusal), deeds[0] if deeds else None)
    steps: list[Step] = []
    if first is not None:
        kind: Kind = "danger" if first.deed.kind == "danger" else "primary"
        steps.append(_deed_step(words, seen, first, kind, frozen))
    for name in BESIDE.get(state, (MESSAGE,)):
        if first is None or name != first.deed.name:
            steps += _beside(words, seen, name, frozen)
    return _keyed(steps)


def _beside(words: Words, seen: CaseSeen, name: str, frozen: str) -> list[Step]:
    """The step of that name, if it makes sense for this case."""
    detail = seen.detail
    if name in (MESSAGE, SLIP, SHEET):
        return [Step(name, words(f"cases.do.{name}"), KEYS[name])]
    if name == CLAIM:
        mine = detail.row.claimed_name == seen.login and (detail.row.claimed_until or 0) > detail.now
        shown = LET_GO if mine else CLAIM
        return [Step(shown, words(f"cases.do.{shown}"), KEYS[shown], refusal=frozen)]
    if name == PART:
        in_parts = detail.money.maximum or sum(unit.claimed for unit in detail.units) > 1
        return [Step(name, words(f"cases.do.{name}"), KEYS[name], refusal=frozen)] if in_parts else []
    if name in TURNED:
        change = seen.deed("case_change_kind")
        if change is None or not _turns(detail, name):
            return []
        word = "exchange_goods" if name == EXCHANGE and detail.row.kind == "exchange" else name
        return [Step(name, words(f"cases.do.{word}"), KEYS[name], refusal=frozen or refusal(words, change))]
    return [_deed_step(words, seen, one, one.deed.kind, frozen) for one in of_case(seen, name)]


def _turns(detail: CaseDetail, name: str) -> bool:
    """An allowance in place of units may turn back; goods that are here already are no longer given away for one."""
    claimed = [unit for unit in detail.units if unit.claimed or unit.declined]
    if name == ASK_GOODS and detail.row.kind == "allowance":
        return bool(claimed)
    here = name == ALLOWANCE and any(unit.received or unit.missing for unit in claimed)
    return detail.row.kind in TURNED[name] and not here


def of_case(seen: CaseSeen, name: str) -> list[Offered]:
    """The deeds of that name about this case, or about a refund of it, unless they make no sense for it."""
    case_id = seen.detail.row.id
    if name == "case_restock" and all(unit.received == unit.decided for unit in seen.detail.units):
        return []  # nothing is here that could be put away, whoever asks
    refunds = {refund.id for refund in seen.detail.order.refunds if refund.case_id == case_id}
    keys = refunds if name.startswith("refund_") else {case_id}
    about = [one for one in seen.found if one.deed.name == name and one.subject_id in keys]
    return [one for one in about if one.refusal not in POINTLESS]


def _deed_step(words: Words, seen: CaseSeen, one: Offered, kind: Kind, frozen: str) -> Step:
    why = frozen or refusal(words, one)
    return Step(one.name, _word(words, seen, one), KEYS.get(one.deed.name, ""), kind, why, one)


def _word(words: Words, seen: CaseSeen, one: Offered) -> str:
    """The label of a deed; approving says how much, and that a second person follows."""
    name, detail = one.deed.name, seen.detail
    if name == "case_approve":
        if not detail.money.maximum:
            return words("cases.do.approve")
        second = detail.money.maximum > detail.signature.limit
        key = "cases.do.approve_second" if second else "cases.do.approve_amount"
        return words(key, amount=amount_words(words, detail))
    if name == "case_second_approve":
        return words("cases.do.second_amount", amount=amount_words(words, detail))
    own = f"cases.do.{name}"
    return words(own if words.knows(own) else f"orders.do.{name}")


def frozen_words(words: Words, seen: CaseSeen) -> str:
    """Why nothing at all can be decided now: nobody is known, or somebody else is deciding; "" otherwise."""
    if seen.nobody is not None:
        return words.error(seen.nobody)
    if seen.claimed_by_other:
        return words.error(OmsError("case_claimed", case=seen.detail.number, user=seen.claimed_by_other))
    return ""


def _keyed(steps: list[Step]) -> list[Step]:
    """No key stands on two buttons: the first one has it."""
    taken: set[str] = set()
    found = []
    for step in steps:
        key = step.key if step.key not in taken else ""
        taken.add(key)
        found.append(Step(step.name, step.word, key, step.kind, step.refusal, step.deed))
    return found
