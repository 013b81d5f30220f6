"""Codes on paper: what the bench, the badges, the shelves and goods without a barcode bear.

Families of codes are told apart by their beginning (`domain/codes.py`): a command, a number of pieces, a location, a
person.  An order, parcel, waybill, wave, case or manifest is its own number, a product its barcode or SKU code.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from desktop_oms.documents import CodeCard, CodeSection, CodeSheetContent
from desktop_oms.domain.codes import PREFIXES, Family
from desktop_oms.domain.errors import OmsError
from desktop_oms.domain.packing import bin_order
from desktop_oms.domain.roles import Role
from desktop_oms.formats import weight
from desktop_oms.services.bench_rules import BenchRules, Package, bench_rules
from desktop_oms.services.paper_settings import style_of
from desktop_oms.storage import catalogue_rows, stock_rows
from desktop_oms.storage.engine import Connection
from desktop_oms.words import say

PREFIX = {family: prefix for prefix, family in PREFIXES.items()}
PACKING = ("ok", "undo", "short", "nextparcel", "apart", "aside", "back", "link")
LABEL = ("reprint", "printer2", "retry", "jam", "damaged", "lost")
LET_THROUGH = ("wrapping", "scale", "goods")
RETURNED = ("sellable", "damaged_goods", "wrong", "done")
SAID = {"damaged_goods": "damaged"}  # a word of its own for a command that means something else elsewhere
GRAMS = (100, 200, 300, 500, 750, 1000, 1500, 2000, 3000)
QUANTITIES = (2, 3, 4, 5, 6, 8, 10, 12, 20, 24, 36, 48)
SHEETS = ("commands", "badges", "locations", "products")
BADGE_HEIGHT, LOCATION_HEIGHT, COMMAND_HEIGHT, QUANTITY_HEIGHT = 54.0, 38.0, 33.0, 27.0
MOST_ROLES = 3  # a badge names so many; whoever has more may do nearly all
JOINTS = re.compile(r"[,，、\s]+")


def content(conn: Connection, document: str, names: Sequence[str]) -> CodeSheetContent:
    """The sheet of that kind of codes, for these logins, bins or SKU codes, or for all there are."""
    language = house_language(conn)
    if document == "commands":
        return commands(language, bench_rules(conn))
    cards = {"badges": _badges, "locations": _locations, "products": _products}[document](conn, names, language)
    height = BADGE_HEIGHT if document == "badges" else LOCATION_HEIGHT
    title, hint = (say(f"code.{document}{ending}", language) for ending in ("", "_hint"))
    return CodeSheetContent(language, title, hint, (CodeSection(tuple(cards), height=height),))


def commands(language: str, rules: BenchRules) -> CodeSheetContent:
    """Every command of the bench, the usual numbers of pieces, the house's packages, and round weights."""

    def card(name: str) -> CodeCard:
        told = SAID.get(name, name).upper()
        return CodeCard(
            PREFIX[Family.COMMAND] + told, say(f"code.{name}", language), say(f"code.{name}_hint", language)
        )

    groups = (("packing", PACKING), ("label", LABEL), ("let_through", LET_THROUGH), ("returned", RETURNED))
    sections = [
        CodeSection(tuple(map(card, names)), say(f"code.{title}", language), height=COMMAND_HEIGHT)
        for title, names in groups
    ]
    packages = tuple(package_card(one, language) for one in rules.packages)
    if packages:
        sections.append(CodeSection(packages, say("code.packages", language), height=COMMAND_HEIGHT))
    pieces = tuple(CodeCard(f"{PREFIX[Family.QUANTITY]}{n}", say("code.pieces", language, n=n)) for n in QUANTITIES)
    grams = tuple(CodeCard(f"{PREFIX[Family.WEIGHT]}{n}", weight(n)) for n in GRAMS)
    for word, cards in (("quantities", pieces), ("weights", grams)):
        sections.append(CodeSection(cards, say(f"code.{word}", language), columns=3, height=QUANTITY_HEIGHT))
    title, hint = say("code.commands", language), say("code.commands_hint", language)
    return CodeSheetContent(language, title, hint, tuple(sections))


def package_card(one: Package, language: str) -> CodeCard:
    """A package: its name, its size and what it weighs empty."""
    tare = say("code.tare", language, weight=weight(one.tare_g)) if one.tare_g else ""
    hint = say("code.comma", language).join(filter(None, (one.size, tare)))
    return CodeCard(PREFIX[Family.PACKAGE] + one.code, one.name, hint)


def house_language(conn: Connection) -> str:
    """The language of paper that belongs to no order: the only seller's, else the house's."""
    own = catalogue_rows.merchants(conn, "own")
    wanted = style_of(conn, own[0].id).document_language if len(own) == 1 else ""
    return wanted or str(catalogue_rows.setting(conn, "language", "zh_CN"))


def _badges(conn: Connection, logins: Sequence[str], language: str) -> list[CodeCard]:
    users = [user for user in catalogue_rows.users(conn) if user.active]
    known = {user.login.casefold(): user for user in users}
    for login in logins:
        if login.strip().casefold() not in known:
            raise OmsError("user_unknown", login=login, known=", ".join(user.login for user in users))
    chosen = [known[login.strip().casefold()] for login in logins] or users
    comma = say("code.comma", language)
    return [
        CodeCard(
            PREFIX[Family.BADGE] + user.login,
            user.name,
            comma.join(say(f"role.{Role(letter).name.lower()}", language) for letter in user.roles[:MOST_ROLES]),
        )
        for user in chosen
    ]


def _locations(conn: Connection, bins: Sequence[str], _language: str) -> list[CodeCard]:
    wanted = [part for text in bins for part in JOINTS.split(text) if part]
    places = wanted or sorted({level.bin for level in stock_rows.all_levels(conn) if level.bin}, key=bin_order)
    if not places:
        raise OmsError("bin_missing")
    return [CodeCard(PREFIX[Family.LOCATION] + place, place) for place in places]


def _products(conn: Connection, codes: Sequence[str], _language: str) -> list[CodeCard]:
    sellers = catalogue_rows.merchants(conn, "own")
    found = [sku for seller in sellers for sku in catalogue_rows.skus_by_code(conn, seller.id, codes).values()]
    known = {sku.code: sku for sku in found}
    missing = next((code for code in codes if code not in known), None)
    if missing is not None or not codes:
        raise OmsError("sku_unknown", sku=missing or "")
    codes_of = catalogue_rows.barcodes(conn, [sku.id for sku in found])
    bars = {code.sku_id: code.code for code in codes_of if code.qty == 1}
    chosen = [(known[code], " ".join(filter(None, (known[code].name, known[code].spec)))) for code in codes]
    return [CodeCard(bars.get(sku.id, sku.code), sku.code, called) for sku, called in chosen]
