"""Which sound a scan makes at the cart or the wall: right, a basket full, wrong, or a question."""

from __future__ import annotations

from desktop_oms.domain.pick_walk import PICK_STOPS, PickResult, PickVerdict

UNHEEDED = frozenset({PickVerdict.ACKNOWLEDGE_FIRST, PickVerdict.COMMAND_UNKNOWN, PickVerdict.NOTHING_TO_UNDO})


def sound_of(result: PickResult) -> str:
    """The sound's name; "" for none, as for an answer that changes the picture anyway."""
    if result.verdict in PICK_STOPS or result.verdict in UNHEEDED:
        return "wrong"
    if result.verdict == PickVerdict.ASK_SHORT:
        return "question"
    if result.verdict == PickVerdict.ALL_TAKEN or result.full:
        return "all_in"
    return "" if result.verdict == PickVerdict.ACKNOWLEDGED else "right"
