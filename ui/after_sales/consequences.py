"""What follows from the step that stands out: how much goes where and when, and whether it can be undone."""

from __future__ import annotations

from desktop_oms.domain.entities import REPLACE_KINDS, WITH_RETURN
from desktop_oms.formats import money
from ui.after_sales.case_reader import CaseSeen
from ui.after_sales.case_steps import amount_words
from ui.deeds.moments import moment, span
from ui.shared.messages import Words


def consequence(words: Words, seen: CaseSeen) -> str:
    """The sentence above the steps, about the sum that is shown."""
    row = seen.detail.row
    told = {
        "requested": _if_approved,
        "awaiting_second": _if_approved,
        "approved": _approved,
        "awaiting_return": _waiting,
        "received": _received,
        "refunding": _refunding,
    }
    if row.state in told:
        return told[row.state](words, seen)
    return words(f"cases.after.{row.state}")


def _if_approved(words: Words, seen: CaseSeen) -> str:
    detail = seen.detail
    kind, value = detail.row.kind, amount_words(words, seen.detail)
    if kind in WITH_RETURN:
        key = "cases.after.exchange" if kind in REPLACE_KINDS else "cases.after.return"
        back = words("cases.return_to", address=detail.return_to) if detail.return_to else ""
        return " ".join(part for part in (words(key, amount=value), back) if part)
    if kind in REPLACE_KINDS:
        delay = detail.undo_delay
        return words("cases.after.resend_delay", span=span(words, delay)) if delay else words("cases.after.resend")
    if not detail.money.cash:
        return words("cases.after.nothing")
    first = detail.row.state == "requested"
    if first and above_limit(seen):
        return words("cases.after.second", amount=value, where=_where(words, seen))
    if detail.undo_delay:
        return words("cases.after.delay", amount=value, where=_where(words, seen), span=span(words, detail.undo_delay))
    return words("cases.after.at_once", amount=value, where=_where(words, seen))


def _approved(words: Words, seen: CaseSeen) -> str:
    detail = seen.detail
    if detail.row.due_at is None:
        return words("cases.after.approved")
    left = seen.undo_left
    kind = "goods" if detail.row.kind in REPLACE_KINDS else "money"
    stage = "counting" if left else "sending"
    facts = {"amount": amount_words(words, detail)} if kind == "money" else {}
    return words(f"cases.after.{stage}_{kind}", **facts, **({"left": span(words, left)} if left else {}))


def _waiting(words: Words, seen: CaseSeen) -> str:
    row = seen.detail.row
    if row.return_waybill:
        return words("cases.after.announced", waybill=row.return_waybill)
    if row.due_at is None:
        return words("cases.after.waiting")
    when = moment(words, row.due_at, seen.detail.order.time_zone, seen.detail.now)
    return words("cases.after.waiting_until", time=when)


def _received(words: Words, seen: CaseSeen) -> str:
    undecided = sum(unit.received - unit.decided for unit in seen.detail.units if unit.claimed)
    return words("cases.after.to_restock", n=undecided) if undecided else words("cases.after.received")


def _refunding(words: Words, seen: CaseSeen) -> str:
    refunds = [one for one in seen.detail.order.refunds if one.case_id == seen.detail.row.id]
    states = {refund.state for refund in refunds}
    for state in ("failed", "unknown", "created", "pending", "succeeded"):
        if state in states:
            return words(
                f"cases.after.refund_{state}", amount=amount_words(words, seen.detail), where=_where(words, seen)
            )
    return words("cases.after.refund_none")


def in_trouble(seen: CaseSeen) -> bool:
    """Whether the case's money did not go through, or nobody knows whether it did: somebody has to look."""
    row = seen.detail.row
    mine = (one for one in seen.detail.order.refunds if one.case_id == row.id)
    return row.state == "refunding" and any(one.state in ("failed", "unknown") for one in mine)


def _where(words: Words, seen: CaseSeen) -> str:
    names = [
        words(f"orders.provider.{name}") if words.knows(f"orders.provider.{name}") else name
        for name in seen.detail.providers
    ]
    return words("orders.list_sign").join(names) or words("cases.same_way")


def above_limit(seen: CaseSeen) -> bool:
    """Whether the amount is more than this person may let go alone."""
    detail = seen.detail
    return detail.row.kind not in REPLACE_KINDS and detail.money.maximum > detail.signature.limit


def second_notice(words: Words, seen: CaseSeen) -> tuple[str, str]:
    """That a second person has to sign, and who may: headline and sentence; both empty when one is enough."""
    detail = seen.detail
    if detail.row.state == "awaiting_second":
        names = words("orders.list_sign").join(detail.signature.others)
        return words("cases.second.waits"), words("cases.second.names", names=names) if names else ""
    if seen.nobody or detail.row.state != "requested" or not above_limit(seen):
        return "", ""
    limit = money(detail.signature.limit, detail.money.currency, words.language)
    names = words("orders.list_sign").join(detail.signature.others)
    after = words("cases.second.after_you", names=names) if names else words("cases.second.nobody")
    return words("cases.second.needed", amount=limit), after
