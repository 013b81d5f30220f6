"""Which sound a scan makes: right, all in, wrong, or a question."""

from __future__ import annotations

from desktop_oms.domain.packing import QUESTIONS, STOPS, ScanResult, Verdict
from ui.shared.sound import Voice

RIGHT = frozenset({Verdict.OK, Verdict.UNDONE, Verdict.QUANTITY, Verdict.LINKED, Verdict.PACKAGE, Verdict.NOTE_READ})
FULL = frozenset({Verdict.ALL_IN, Verdict.LABEL_OK})
UNHEEDED = frozenset({Verdict.ACKNOWLEDGE_FIRST, Verdict.COMMAND_UNKNOWN, Verdict.NOT_NOW, Verdict.QUANTITY_BAD})


def sound_of(result: ScanResult) -> str:
    """The sound's name; "" for none, as for an answer that changes the picture anyway."""
    if result.verdict in QUESTIONS:
        return "question"
    if result.verdict in STOPS or result.verdict in UNHEEDED:
        return "wrong"
    if result.verdict in FULL:
        return "all_in"
    return "right" if result.verdict in RIGHT else ""


class BenchVoice(Voice):
    """Says by sound what the bench says by colour and word."""

    def hear(self, told: ScanResult | None, packed: object, trouble: object) -> None:
        """What the bench shows now: the stop or the last scan, the box just packed, why nothing was opened."""
        name = sound_of(told) if told is not None else ("all_in" if packed else "wrong")
        self.tell(told or packed or trouble, name)
