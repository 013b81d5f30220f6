"""The action bar of an order: which deeds stand in it, in which words, and why one of them is refused."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from desktop_oms.domain.errors import OmsError
from desktop_oms.services.order_view import OrderView
from ui.deeds.deeds import Offered, next_step
from ui.shared.action_bar import Action
from ui.shared.messages import Words

# Beside the next step these stand in the bar as far as there is room; everything else is in the menu.
QUIET = (
    "release",
    "confirm_partly",
    "hold",
    "cancel",
    "cancel_paid",
    "refund",
    "address",
    "review_answer",
    "review_add",
)
IN_THE_BAR = 2


def shown_actions(words: Words, view: OrderView, found: Sequence[Offered], frozen: str = "") -> list[Action]:
    """The actions of the bar: at most one primary, two quiet ones, the rest in the menu; `frozen` refuses them all.

    What is refused and seldom looked for stands apart, with its reason.
    """
    step = next_step(view, list(found))
    known = [one for one in found if not one.refusal or one.deed.known]
    quiet = [one for name in QUIET for one in known if one.deed.name == name and one is not step][:IN_THE_BAR]
    bar = [one for one in (step, *quiet) if one is not None]
    keys = set[str]()
    actions = []
    for one in (*bar, *(one for one in known if one not in bar)):
        key = one.deed.key if one.deed.key not in keys else ""
        keys.add(key)
        actions.append(_action(words, one, key, frozen, primary=one is step, more=one not in bar))
    others = (one for one in found if one not in known and one not in bar)
    return actions + [replace(_action(words, one, "", frozen, primary=False, more=True), apart=True) for one in others]


def _action(words: Words, one: Offered, key: str, frozen: str, *, primary: bool, more: bool) -> Action:
    kind = "primary" if primary and one.deed.kind == "plain" else one.deed.kind if more else "plain"
    icon, sign = one.deed.icon if primary else "", one.deed.icon
    why = frozen or refusal(words, one)
    return Action(one.name, deed_words(words, one, whole=more), key, icon, kind, why, more, sign=sign)


def deed_words(words: Words, one: Offered, *, whole: bool = True) -> str:
    """The word of a deed; `whole` adds the number of the row it is about."""
    word = words(f"orders.do.{one.deed.name}")
    machine = one.deed.event.partition(".")[0]
    if not whole or not one.subject or machine in ("order", ""):
        return word
    key = f"orders.subject.{machine}"
    subject = words(key, n=one.subject) if words.knows(key) and one.subject.isdigit() else ""
    return words("orders.do_on", deed=word, subject=subject) if subject else word


def refusal(words: Words, one: Offered) -> str:
    """Why a deed is refused, in a sentence that names the deed; "" when it is allowed."""
    if not one.refusal:
        return ""
    why = words.error(OmsError(one.refusal, **one.facts))
    return words("orders.refused", deed=words(f"orders.do.{one.deed.name}"), why=why)
