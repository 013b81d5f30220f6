"""What is asked before a print is printed again, given up, or a batch goes on."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtWidgets import QWidget

from desktop_oms.domain.printing import Printer
from desktop_oms.services.print_queue import ADDRESS, REASONS, Listed, subject_words
from ui.printing.print_rows import document_word
from ui.shared.form import Form
from ui.shared.form_dialog import FormDialog
from ui.shared.forms import Choice, TextField
from ui.shared.messages import Words

Deed = Callable[[FormDialog], None]


def again_dialog(parent: QWidget, words: Words, one: Listed, printers: Sequence[Printer], deed: Deed) -> FormDialog:
    """Why a further copy, and on which printer."""
    form = Form(words)
    reasons = [(reason, words(f"printing.reason.{reason}")) for reason in REASONS if reason != ADDRESS]
    form.add("reason", Choice("print_again.reason", words("printing.why"), reasons, "jam"))
    choices = [(str(printer.id), f"{printer.name} · {printer.paper}") for printer in printers]
    chosen = str(one.sending.printer_id) if one.sending else ""
    form.add("printer", Choice("print_again.printer", words("printing.column_printer"), choices, chosen))
    title = words("printing.again_title", what=f"{document_word(words, one)} {subject_words(one)}")
    note = words("printing.again_note")
    return _opened(FormDialog(parent, words, "print_again", title, words("printing.again_deed"), form, note), deed)


def void_dialog(parent: QWidget, words: Words, one: Listed, deed: Deed) -> FormDialog:
    """Why a print is given up; a changed address voids the waybill, too."""
    form = Form(words)
    kept = REASONS if one.job.document == "label" else [reason for reason in REASONS if reason != ADDRESS]
    reasons = [(reason, words(f"printing.reason.{reason}")) for reason in kept]
    form.add("reason", Choice("print_void.reason", words("printing.why"), reasons, "other"))
    title = words("printing.void_title", what=f"{document_word(words, one)} {subject_words(one)}")
    note = words("printing.void_note")
    return _opened(FormDialog(parent, words, "print_void", title, words("printing.void"), form, note), deed)


def resume_dialog(parent: QWidget, words: Words, deed: Deed) -> FormDialog:
    """Which label of the batch is the last good one: it is scanned into the field."""
    form = Form(words)
    form.add("code", TextField("print_resume.code", words("printing.last_good"), prompt=words("printing.scan_it")))
    title, note = words("printing.resume_title"), words("printing.resume_note")
    made = FormDialog(parent, words, "print_resume", title, words("printing.resume_deed"), form, note)
    form.submitted.connect(made.deed.click)
    return _opened(made, deed)


def _opened(dialog: FormDialog, deed: Deed) -> FormDialog:
    dialog.decided.connect(lambda: deed(dialog))
    dialog.finished.connect(dialog.deleteLater)
    dialog.open()
    return dialog
