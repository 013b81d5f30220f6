"""`paper show|set`: how a seller wants its paper."""

from __future__ import annotations

from dataclasses import asdict

from desktop_oms.cli.answers import Answer, aligned
from desktop_oms.cli.call import Call
from desktop_oms.cli.files import read_bytes
from desktop_oms.cli.values import NO, YES
from desktop_oms.domain.errors import OmsError
from desktop_oms.services.paper_settings import FIELDS, SIZES_OF, PaperStyle

LOGO = "logo"


def show(call: Call) -> Answer:
    """A seller's paper: every field, and the sizes that are not the usual ones."""
    desk, seller = call.app.paper_settings, call.given.of or ""
    style, logo = desk.style(seller), desk.logo(seller)
    shown = [(name, call.say(f"paper.field.{name}"), _written(call, getattr(style, name))) for name in FIELDS]
    size = call.say("paper.logo_is", width=logo.width, height=logo.height) if logo else ""
    shown.append((LOGO, call.say("paper.field.logo"), size))
    for name, sizes in SIZES_OF.items():
        shown.append((name, call.say(f"paper.document.{name}"), style.sizes.get(name, sizes[0])))
    data = asdict(style) | {LOGO: {"width": logo.width, "height": logo.height} if logo else None}
    return Answer(data, aligned([(name, value, word) for name, word, value in shown]))


def change(call: Call) -> Answer:
    """Set fields as NAME=VALUE: texts, yes or no, a size by its document, `logo=FILE` (empty: none)."""
    desk, actor, seller = call.app.paper_settings, call.actor(), call.given.of or ""
    given = dict(_pair(text) for text in call.given.settings)
    logo = given.pop(LOGO, None)
    if logo is not None:
        desk.set_logo(actor, seller, read_bytes(logo) if logo else b"")
    sizes = {name: given.pop(name) for name in list(given) if name in SIZES_OF}
    values: dict[str, object] = {name: _read(name, text) for name, text in given.items()}
    if sizes:
        values["sizes"] = sizes
    if values:
        desk.change(actor, seller, **values)
    return show(call)


def _pair(text: str) -> tuple[str, str]:
    name, equals, value = text.partition("=")
    if not equals:
        raise OmsError("usage_set", given=text)
    return name.strip(), value.strip()


def _read(name: str, text: str) -> object:
    """The value as the field takes it; raises `argument_not_valid` for neither yes nor no."""
    if not isinstance(getattr(PaperStyle(), name, ""), bool):
        return text
    if text.casefold() not in YES | NO:
        raise OmsError("argument_not_valid", name=name, shape="flag")
    return text.casefold() in YES


def _written(call: Call, value: object) -> str:
    return call.say("cli.yes" if value else "cli.no") if isinstance(value, bool) else str(value)
