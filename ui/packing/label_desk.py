"""The label's way: a number for the full box, a picture, the printer or a file, further copies, the last scan."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path

from desktop_oms.domain.errors import OmsError, Refused
from desktop_oms.domain.packing import LABEL_PATIENCE, Moment, ScanResult, Verdict
from desktop_oms.services.packing import Labelled, Stored
from desktop_oms.services.print_desk import PutOut
from desktop_oms.services.printing import Print
from ui.packing.box import Box
from ui.packing.deed_desk import DeedDesk
from ui.packing.errands import Errand, Errands
from ui.shared.page import Desk

PREVIEW_DPI = 203.2
REASONS = {"CMD:JAM": "packing.reason_jam", "CMD:DAMAGED": "packing.reason_damaged", "CMD:LOST": "packing.reason_lost"}


class LabelDesk:
    """Labels of one bench; `packed` is told the box whose label was scanned."""

    def __init__(
        self,
        desk: Desk,
        errands: Errands,
        clock: Callable[[], float],
        packed: Callable[[Box], None],
        deeds: DeedDesk,
    ) -> None:
        self._desk, self._errands, self._clock, self._packed, self._deeds = desk, errands, clock, packed, deeds

    def folder(self) -> Path:
        """Where files to print go."""
        return self._desk.preferences.settings.paper_folder

    def is_late(self, box: Box) -> bool:
        """True when the label has been out for a minute and nobody scanned it."""
        label = box.label
        return label.made is not None and (self._clock() - label.since) * 1000 >= LABEL_PATIENCE

    def deed(self, box: Box, command: str) -> Callable[[], None] | None:
        """What a command does to the label; None when it does nothing to it now."""
        label = box.label
        if command in REASONS and label.asks_reason:
            return partial(self._reprint, box, self._desk.words(REASONS[command]))
        deeds = {"CMD:RETRY": (label.trouble is not None, partial(self._retry, box))}
        deeds["CMD:REPRINT"] = label.made is not None, partial(self._ask_reason, box, True)
        deeds["CMD:PRINTER2"] = label.made is not None and bool(label.other or label.trouble), partial(self._move, box)
        deeds["CMD:BACK"] = label.asks_reason, partial(self._ask_reason, box, False)
        wanted, deed = deeds.get(command, (None, None))
        return deed if wanted else None

    def comes_at_once(self, box: Box) -> bool:
        """Whether the piece that fills a box can close it as well: nothing was said of the box that counts for it."""
        return not (self._desk.preferences.settings.scale or box.weight_g or box.label.roll or box.leave)

    def fill(self, box: Box, result: ScanResult) -> None:
        """Store the piece that fills a box, and ask for its label in the same breath."""
        work = partial(self._desk.app.packing.fill, box.actor, box.job, result)
        self._errands.start(Errand.CLOSING, work, partial(self._filled, box, result), partial(box.lost, result))

    def _filled(self, box: Box, result: ScanResult, stored: Stored) -> None:
        """A box that the shop could not close like that is asked for once more, and why is shown."""
        box.stored(result, stored)
        if stored.labelled is not None:
            self._labelled(box, stored.labelled)

    def finish(self, box: Box) -> None:
        """Ask for the waybill and the label of a full box, weighed where there is a scale; again gives the same."""
        box.label.trouble = None
        scale = self._desk.preferences.settings.scale
        if scale and box.weight_g is None and box.session.moment == Moment.ALL_IN:
            read = partial(self._desk.app.scales.stable, scale)
            self._errands.start(Errand.WEIGHING, read, box.weighed, partial(self._not_labelled, box))
            return

        def work() -> Labelled:
            leave = {} if box.leave is None else {"leave": self._deeds.leave_of(box)}
            weighed: Labelled = self._desk.app.packing.finish(
                box.actor, box.job.parcel_id, waybill=box.label.roll, weight_g=box.weight_g, **leave
            )
            return weighed

        self._errands.start(Errand.CLOSING, work, partial(self._labelled, box), partial(self._not_labelled, box))

    def confirm(self, box: Box, code: str, seen: ScanResult) -> None:
        """The label was scanned: the right one ends the box; of a wrong one the shop knows whose it is."""
        work = partial(self._desk.app.packing.confirm_label, box.actor, box.job.parcel_id, code)
        done, failed = partial(self._confirmed, box, seen), box.block
        if seen.verdict == Verdict.LABEL_OK:
            self._errands.start(Errand.CONFIRMING, work, done, failed)
        else:
            self._errands.send(work, done, failed)

    def _confirmed(self, box: Box, seen: ScanResult, known: ScanResult) -> None:
        if known.verdict == Verdict.LABEL_OK:
            self._packed(box)
        elif seen.verdict == Verdict.LABEL_OK or box.session.stop is seen:
            box.session.labelled(str(known.facts["waybill"]))
            box.session.stop = known

    def _labelled(self, box: Box, drawn: Labelled) -> None:
        box.label.drawn = drawn
        box.session.labelled(drawn.waybill)
        self._put_out(box, drawn.label)

    def _not_labelled(self, box: Box, error: OmsError) -> None:
        box.label.roll = ""
        if error.code == "waybill_missing":
            box.label.wants_waybill = True
        elif error.code == "weight_missing":
            box.label.wants_weight = True
        elif error.code == "weight_off":
            box.weight_g, box.label.wants_weight = None, not self._desk.preferences.settings.scale
            box.session.ask(Verdict.WEIGHT_OFF, **error.facts)
        elif isinstance(error, Refused):
            box.block(error)
        else:
            box.label.trouble = error

    def _retry(self, box: Box) -> None:
        if box.label.made is None:
            self.finish(box)
        else:
            self._put_out(box, box.label.made)

    def _ask_reason(self, box: Box, asked: bool) -> None:
        box.label.asks_reason = asked

    def _put_out(self, box: Box, made: Print) -> None:
        """Show a label and print it, unless that was done before this box was opened here.

        It goes to the station's printer if it has one, else into the folder; what is out already stays as it is.
        """
        box.label.made, box.label.trouble, box.label.since = made, None, self._clock()
        known, put_out = box.label.known, self._desk.app.print_desk.put_out
        save = partial(put_out, box.actor, made, self.folder(), known=known)
        self._errands.send(save, partial(self._saved, box), box.label.missed)
        preview = partial(self._desk.app.printing.preview, made, PREVIEW_DPI)
        self._errands.look_beside(preview, box.label.seen, box.label.missed)

    def _reprint(self, box: Box, reason: str) -> None:
        """A further copy, the same to the byte."""
        made, box.label.asks_reason = box.label.made, False
        if made is not None:
            again = partial(self._desk.app.printing.again, box.actor, made.job_id, reason)
            self._errands.send(again, partial(self._copied, box), box.label.missed)

    def _move(self, box: Box) -> None:
        """The same label on the other printer, as a further copy."""
        made, app, reason = box.label.made, self._desk.app, self._desk.words("packing.printer2")
        if made is None:
            return

        def work() -> tuple[Print, PutOut, OmsError | None]:
            now = app.print_queue.elsewhere(box.actor, made.job_id, reason)
            copy: Print = app.printing.made(now.job.id)
            try:
                return copy, app.print_desk.came_of(box.actor, now), None
            except OmsError as trouble:
                return copy, PutOut(), trouble

        self._errands.send(work, partial(self._moved, box), box.label.missed)

    def _moved(self, box: Box, found: tuple[Print, PutOut, OmsError | None]) -> None:
        made, out, trouble = found
        box.label.made, box.label.trouble, box.label.known = made, trouble, False
        preview = partial(self._desk.app.printing.preview, made, PREVIEW_DPI)
        self._errands.look_beside(preview, box.label.seen, box.label.missed)
        self._saved(box, out)

    def _copied(self, box: Box, made: Print) -> None:
        box.label.known, box.label.file, box.label.printer = False, None, ""
        self._put_out(box, made)

    def _saved(self, box: Box, out: PutOut) -> None:
        box.label.file, box.label.printer, box.label.other = out.file, out.printer, out.other
        box.label.since = self._clock()
