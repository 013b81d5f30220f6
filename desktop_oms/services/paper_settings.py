"""How each seller wants its paper: logo, name, texts, language, prices, masked receivers, and the usual sizes.

Kept as documents in `settings`, one a seller; a channel's own setting wins over its seller's.  Logo bytes stand apart,
so that reading the words of a label does not carry a picture along.
"""

from __future__ import annotations

import base64
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, fields, replace
from typing import Any

from desktop_oms.documents import SIZES_OF, Logo
from desktop_oms.documents.logo import logo_from
from desktop_oms.documents.sizes import paper_size
from desktop_oms.domain.catalogue import Merchant
from desktop_oms.domain.errors import OmsError, Refused
from desktop_oms.domain.roles import Actor
from desktop_oms.domain.sscc import checked_prefix
from desktop_oms.services.database import Database
from desktop_oms.services.deeds import demand_unchanged, keep_deed, require_role
from desktop_oms.services.setup import MANAGERS
from desktop_oms.services.shop_state import read_state
from desktop_oms.storage import catalogue_rows, order_rows, sending_rows
from desktop_oms.storage.engine import Connection
from desktop_oms.words import LANGUAGES

__all__ = ["FIELDS", "LONGEST", "SIZES_OF", "PaperSettings", "PaperStyle"]

# Longest texts, in characters.
LONGEST = {"store_name": 40, "return_policy": 500, "thanks": 120, "gift_message": 200, "gs1_prefix": 10}


@dataclass(frozen=True, slots=True)
class PaperStyle:
    """One seller's paper.  Empty texts are left out; an empty language is the house's, an empty size the usual one.

    `gs1_prefix` is the GS1 company prefix (7 to 10 digits) that numbers of logistic units begin with.
    """

    store_name: str = ""
    document_language: str = ""
    mask_receiver: bool = False
    slip_prices: bool = False
    return_policy: str = ""
    thanks: str = ""
    gift_message: str = ""
    gs1_prefix: str = ""
    sizes: Mapping[str, str] = field(default_factory=dict)


FIELDS = tuple(part.name for part in fields(PaperStyle) if part.name != "sizes")


class PaperSettings:
    """Shows and changes how a seller wants its paper."""

    def __init__(self, database: Database) -> None:
        self.database = database

    def style(self, seller_code: str = "") -> PaperStyle:
        """A seller's paper (empty: the only one's); raises `seller_unknown` naming who exists."""
        return self.database.read(lambda conn: style_of(conn, _seller(conn, seller_code).id))

    def logo(self, seller_code: str = "") -> Logo | None:
        """A seller's logo, if it has one."""
        return self.database.read(lambda conn: logo_of(conn, _seller(conn, seller_code).id))

    def change(
        self, actor: Actor, seller_code: str = "", seen: PaperStyle | None = None, /, **values: object
    ) -> PaperStyle:
        """Set fields of PaperStyle; the others stay.  `sizes` names only the documents whose size changes.

        `seen` is the paper the person looked at: a field that is another one by now is never overwritten
        (`setting_changed`, `paper_text_changed`).  Also raises `not_your_role`, `seller_unknown`,
        `paper_field_unknown`, `paper_text_too_long`, `gs1_prefix_wrong`, `paper_language_unknown`,
        `paper_size_unknown`.
        """
        require_role(actor, "paper.change", MANAGERS)

        def work(conn: Connection) -> PaperStyle:
            seller = _seller(conn, seller_code)
            before = style_of(conn, seller.id)
            new = checked(before, values)
            if seen is not None:
                demand_as_seen(before, seen, values)
            if new != before:
                catalogue_rows.put_setting(conn, f"paper.{seller.id}", asdict(new))
                facts = {"seller": str(seller.id), "fields": sorted(values)}
                keep_deed(conn, self.database, actor, "paper.change", facts)
            return new

        return self.database.settle(work)

    def set_logo(self, actor: Actor, seller_code: str, data: bytes, *, seen: bytes | None = None) -> Logo | None:
        """Take a PNG or JPEG file as a seller's logo; no bytes at all take the logo away.

        `seen` are the bytes of the logo that the person looked at (b"": there was none): another one by now is never
        overwritten (`setting_changed`).  Raises `not_your_role`, `seller_unknown`, `logo_*`.
        """
        require_role(actor, "paper.change", MANAGERS)
        logo = logo_from(data) if data else None

        def work(conn: Connection) -> None:
            seller = _seller(conn, seller_code)
            before = logo_of(conn, seller.id)
            demand_unchanged(before.data if before else b"", seen)
            kept = None
            if logo is not None:
                kept = {"data": base64.b64encode(logo.data).decode(), "width": logo.width, "height": logo.height}
            catalogue_rows.put_setting(conn, f"paper_logo.{seller.id}", kept)
            facts = {"seller": str(seller.id), "fields": ["logo"]}
            keep_deed(conn, self.database, actor, "paper.change", facts)

        self.database.settle(work)
        return logo


def _seller(conn: Connection, code: str) -> Merchant:
    return read_state(conn).seller(code)


def style_of(conn: Connection, merchant_id: int) -> PaperStyle:
    """A seller's paper as set, or as it comes."""
    kept = catalogue_rows.setting(conn, f"paper.{merchant_id}", {})
    known = {part.name for part in fields(PaperStyle)}
    return PaperStyle(**{name: value for name, value in kept.items() if name in known})


def usual_size(
    database: Database, document: str, size: str = "", *, order_id: int | None = None, parcel_id: int | None = None
) -> str:
    """The size asked for, else the usual one of the order's or parcel's seller, else of the oldest seller; or ""."""

    def look(conn: Connection) -> str:
        found = sending_rows.place_of(conn, parcel_id) if parcel_id is not None else None
        wanted = found.order_id if found else order_id
        owner = order_rows.seller_of(conn, wanted) if wanted is not None else None
        if owner is None:
            owner = min((one.id for one in catalogue_rows.merchants(conn, "own")), default=0)
        return style_of(conn, owner).sizes.get(document, "")

    return size or database.read(look)


def demand_as_seen(now: PaperStyle, seen: PaperStyle, values: Mapping[str, object]) -> None:
    """Raises for the first of these fields that somebody changed since it was looked at."""
    for name in values:
        here, then = getattr(now, name), getattr(seen, name)
        if name == "sizes":
            chosen = values[name]
            documents = chosen if isinstance(chosen, Mapping) else ()
            here, then = ({document: sizes.get(document, "") for document in documents} for sizes in (here, then))
        text = Refused("paper_text_changed", field=name, now=here) if isinstance(here, str) else None
        demand_unchanged(here, then, text or Refused("setting_changed", field=name))


def logo_of(conn: Connection, merchant_id: int) -> Logo | None:
    """A seller's logo, if it has one."""
    kept = catalogue_rows.setting(conn, f"paper_logo.{merchant_id}")
    return Logo(base64.b64decode(kept["data"]), kept["width"], kept["height"]) if kept else None


def checked(before: PaperStyle, values: Mapping[str, Any]) -> PaperStyle:
    """The style with these values; raises what `PaperSettings.change` says."""
    new: dict[str, object] = {}
    for name, value in values.items():
        if name == "sizes":
            new[name] = _sizes(before.sizes, value)
        elif name not in FIELDS:
            raise OmsError("paper_field_unknown", field=name, known=", ".join((*FIELDS, *SIZES_OF)))
        elif isinstance(getattr(before, name), bool):
            new[name] = bool(value)
        else:
            new[name] = _text(name, str(value).strip())
    return replace(before, **new)  # type: ignore[arg-type]


def _text(name: str, text: str) -> str:
    if len(text) > LONGEST.get(name, len(text)):
        raise OmsError("paper_text_too_long", field=name, limit=LONGEST[name])
    if name == "document_language" and text and text not in LANGUAGES:
        raise OmsError("paper_language_unknown", language=text, known=", ".join(LANGUAGES))
    return checked_prefix(text) if name == "gs1_prefix" and text else text


def _sizes(before: Mapping[str, str], wanted: Mapping[str, str]) -> dict[str, str]:
    """Sizes by document, an empty one taken out; raises `paper_field_unknown`, `paper_size_unknown`."""
    sizes = dict(before)
    for document, size in wanted.items():
        if document not in SIZES_OF:
            raise OmsError("paper_field_unknown", field=document, known=", ".join(SIZES_OF))
        sizes[document] = paper_size(size, SIZES_OF[document]).name if size.strip() else ""
    return {document: size for document, size in sizes.items() if size}
