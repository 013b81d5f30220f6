"""The conversation beside a case: notes, the buyer's words, and messages to the buyer made from templates.

A template has one text a language; the house may write its own.  Its placeholders are filled in from the case.
"""

from __future__ import annotations

import string
from collections.abc import Mapping

from desktop_oms.domain.errors import OmsError, Refused
from desktop_oms.domain.order import Order
from desktop_oms.domain.roles import Actor, Role
from desktop_oms.formats import money, time_local
from desktop_oms.services.after_sales import DECIDERS, AfterSales, case_of
from desktop_oms.services.case_view import case_number, return_place
from desktop_oms.services.commands import load
from desktop_oms.services.database import Database
from desktop_oms.services.deeds import keep_deed, require_role
from desktop_oms.services.setup import MANAGERS
from desktop_oms.services.shop_state import SetupState, read_state
from desktop_oms.storage import case_note_rows, catalogue_rows
from desktop_oms.storage.case_note_rows import CaseNote
from desktop_oms.storage.engine import Connection
from desktop_oms.words import LANGUAGES, say

__all__ = ["PLACEHOLDERS", "TEMPLATES", "CaseNote", "CaseNotes"]

WRITERS = DECIDERS | {Role.CASHIER}
TEMPLATES = ("agreed_refund", "agreed_return", "agreed_exchange", "refused", "goods_arrived", "refunded", "replaced")
PLACEHOLDERS = frozenset({"buyer", "order", "case", "amount", "deadline", "address", "waybill", "reason"})
LONGEST = 2000  # characters of one note or message


class CaseNotes:
    """Keeps what is said beside cases, and makes messages from templates."""

    def __init__(self, database: Database, after_sales: AfterSales) -> None:
        self.database = database
        self.after_sales = after_sales

    def of(self, case_id: int) -> list[CaseNote]:
        """Everything that was said beside a case, the oldest first."""
        return self.database.read(lambda conn: case_note_rows.of_case(conn, case_id))

    def write(self, actor: Actor, case_id: int, text: str, kind: str = "note", template: str = "") -> CaseNote:
        """Keep a note (kind note), the buyer's words (buyer) or what the buyer was told (message).

        Raises `not_your_role`, `case_missing`, `note_kind_unknown`, `note_empty`, `note_too_long` (2,000 characters).
        """
        require_role(actor, "case.note", WRITERS)
        said = text.strip()
        if kind not in case_note_rows.KINDS:
            raise OmsError("note_kind_unknown", kind=kind, known=", ".join(case_note_rows.KINDS))
        if not said:
            raise OmsError("note_empty")
        if len(said) > LONGEST:
            raise OmsError("note_too_long", limit=LONGEST)
        row = self.after_sales.row(case_id)

        def work(conn: Connection) -> CaseNote:
            order = load(conn, row.order_id)
            new_id, now = self.database.new_id(), self.database.now()
            new = CaseNote(new_id, case_id, kind, said, template, actor.name, actor.user_id, now)
            case_note_rows.put(conn, order.id, order.merchant_id, new)
            return new

        return self.database.write(work)

    def tell(self, actor: Actor, case_id: int, template: str, language: str, **more: str) -> CaseNote:
        """Keep the message that a template makes for this case as told to the buyer.

        Raises `return_address_missing` for a message that says where goods go while the house knows no such place.
        """
        wanted = "address" in _names(self.templates(language).get(template, ""))
        if wanted and not (more.get("address") or self._address(case_id)):
            raise Refused("return_address_missing")
        text = self.compose(case_id, template, language, **more)
        return self.write(actor, case_id, text, "message", template)

    def _address(self, case_id: int) -> str:
        order_id = self.after_sales.row(case_id).order_id
        return self.database.read(
            lambda conn: return_place(read_state(conn), load(conn, order_id, lock=False)).address.strip()
        )

    def compose(self, case_id: int, template: str, language: str, **more: str) -> str:
        """A template's text with the facts of a case; raises `template_unknown`.  `more` wins over the case's facts."""
        order_id = self.after_sales.row(case_id).order_id

        def work(conn: Connection) -> str:
            order = load(conn, order_id, lock=False)
            facts = _facts(read_state(conn), order, case_id, language)
            return template_text(conn, template, language).format(**facts | more)

        return self.database.read(work)

    def templates(self, language: str) -> dict[str, str]:
        """Every template's text in a language: the house's own, else as it comes."""
        return self.database.read(lambda conn: {name: template_text(conn, name, language) for name in TEMPLATES})

    def set_template(self, actor: Actor, template: str, language: str, text: str) -> None:
        """Write a template's text; an empty one brings the usual one back.

        Raises `not_your_role`, `template_unknown`, `template_placeholder` for a placeholder that no case can fill.
        """
        require_role(actor, "case.template", MANAGERS)
        _known(template, language)
        unknown = sorted(_names(text) - PLACEHOLDERS)
        if unknown:
            raise OmsError("template_placeholder", name=unknown[0], known=", ".join(sorted(PLACEHOLDERS)))

        def work(conn: Connection) -> None:
            own = catalogue_rows.setting(conn, "case_messages", {})
            kept = {key: value for key, value in own.items() if key != f"{template}.{language}"}
            if text.strip():
                kept[f"{template}.{language}"] = text.strip()
            catalogue_rows.put_setting(conn, "case_messages", kept)
            keep_deed(conn, self.database, actor, "case.template", {"template": template, "language": language})

        self.database.write(work)


def template_text(conn: Connection, template: str, language: str) -> str:
    """The house's own text of a template, else the usual one; raises `template_unknown`."""
    _known(template, language)
    own: Mapping[str, str] = catalogue_rows.setting(conn, "case_messages", {})
    return own.get(f"{template}.{language}") or say(f"case_message.{template}", language)


def _known(template: str, language: str) -> None:
    if template not in TEMPLATES or language not in LANGUAGES:
        raise OmsError("template_unknown", template=template, known=", ".join(TEMPLATES))


def _names(text: str) -> set[str]:
    """The placeholders of a text, as they stand; raises `template_braces` when a brace has no partner.

    One that says how it wants to be written ("amount:>99999999") is another name, which no case can fill.
    """
    try:
        parts = list(string.Formatter().parse(text))
    except ValueError:
        raise OmsError("template_braces") from None
    return {f"{field}:{how or sign}" if how or sign else field for _, field, how, sign in parts if field is not None}


def _facts(state: SetupState, order: Order, case_id: int, language: str) -> dict[str, str]:
    case = case_of(order, case_id)
    zone = next((channel.time_zone for channel in state.channels if channel.id == order.channel_id), "UTC")
    due = case.return_due_at or case.due_at
    return {
        "buyer": order.ship_name,
        "order": order.external_no or order.number,
        "case": case_number(order.number, case.seq),
        "amount": money(case.worth, order.currency, language),
        "deadline": time_local(due, zone, language) if due is not None else "",
        "address": return_place(state, order).in_one_line,
        "waybill": case.return_waybill,
        "reason": case.note,
    }
