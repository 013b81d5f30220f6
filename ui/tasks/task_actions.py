"""The action bar of a task: what solves it first, then who takes care of it, then what else helps."""

from __future__ import annotations

from collections.abc import Sequence

from desktop_oms.domain.entities import Task
from desktop_oms.services.tasks import TaskRow
from ui.deeds.action_words import deed_words, refusal
from ui.deeds.deeds import Offered
from ui.deeds.seen import Seen
from ui.deeds.solving import ANSWERED, RESOLVE, deeds_for, of_task, solves_itself
from ui.shared.action_bar import Action
from ui.shared.messages import Words

TAKE, GIVE, LEAVE, OPEN = "take", "give", "leave", "open_order"
BRING_IN, NEW_PRODUCT = "bring_in", "new_product"
KEYS = {TAKE: "W", GIVE: "G", LEAVE: "", OPEN: "O", BRING_IN: "I", NEW_PRODUCT: "N"}
ICONS = {TAKE: "user", OPEN: "orders", BRING_IN: "upload", NEW_PRODUCT: "plus"}
# What solves these is done elsewhere: another file is brought in, a product is written down.
ELSEWHERE = {"orders_file_missing": BRING_IN, "sku_unknown": NEW_PRODUCT}


def solutions(task: Task, told: TaskRow, found: Sequence[Offered]) -> list[Offered]:
    """What solves the task, the next step first: an allowed deed before a refused one, which says why it must wait.

    A task that closes by itself cannot be closed by hand: that is offered last, with its refusal.
    """
    names = deeds_for(task.kind, told.differences)
    deeds = sorted(
        (one for one in found if one.deed.name in names and of_task(one, task)),
        key=lambda one: (bool(one.refusal), names.index(one.deed.name)),
    )
    closing = [one for one in found if one.deed.name == RESOLVE and one.subject_id == task.id]
    deed_first = solves_itself(task.kind) or task.kind in ANSWERED
    return [*deeds, *closing] if deed_first else [*closing, *deeds]


def shown_actions(
    words: Words, seen: Seen, task: Task, told: TaskRow, found: Sequence[Offered], login: str
) -> list[Action]:
    """The actions of the bar: one primary that solves the task, whose it is, the order; the rest in the menu."""
    frozen = words.error(seen.nobody) if seen.nobody is not None else ""
    ways = solutions(task, told, found)
    actions = [_deed(words, one, frozen, place) for place, one in enumerate(ways)]
    own = [ELSEWHERE[task.kind]] if task.kind in ELSEWHERE else []
    own += [TAKE] if task.owner != login or not login else [LEAVE]
    own += [OPEN, GIVE]
    keys = {action.key for action in actions}
    for name in own:
        key = KEYS[name] if KEYS[name] not in keys else ""
        reason = "" if name in (OPEN, BRING_IN, NEW_PRODUCT) else frozen
        icon = ICONS.get(name, "") if name in (BRING_IN, NEW_PRODUCT) else ""
        actions.append(Action(name, words(f"tasks.do.{name}"), key, icon, refusal=reason, more=name in (GIVE, OPEN)))
    return actions


def _deed(words: Words, one: Offered, frozen: str, place: int) -> Action:
    """The first one stands out; a refused one beside it waits in the menu, where choosing it says why."""
    first, why = place == 0, frozen or refusal(words, one)
    more = place > 1 or bool(place and why)
    kind = "primary" if first and one.deed.kind == "plain" else one.deed.kind
    word = deed_words(words, one, whole=more)
    return Action(one.name, word, one.deed.key, one.deed.icon if first else "", kind, why, more, sign=one.deed.icon)
