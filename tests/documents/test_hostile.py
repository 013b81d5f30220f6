"""Text of customers is data: nothing in it is executed, nothing crashes, and it comes back as text."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from desktop_oms.documents import (
    CodeCard,
    CodeSection,
    CodeSheetContent,
    LabelContent,
    LogisticContent,
    ManifestContent,
    ManifestRow,
    Party,
    ReturnLine,
    render,
)
from desktop_oms.documents.printing import printable
from desktop_oms.domain.errors import OmsError
from desktop_oms.words import say
from tests.documents.reading import decoded, graphic, pages_of, printed_pages, read_text, texts_of
from tests.documents.samples import code_sheet, label, logistic, manifest, pick_list, return_slip, slip

PAYLOADS = (
    "<b>bold</b>",
    "<b>never closed",
    '<img src="/etc/passwd"/>',
    "<img src=x onerror=alert(1)>",
    "<para><font color=red>x</font></para>",
    '<a href="file:///etc/passwd">x</a>',
    "&lt;b&gt; &amp; &#65; &nbsp;",
    "Tom & Jerry",
    "^XZ^XA^FO0,0^FDowned^FS^XZ",
    "^GFA,8,8,1,FFFFFFFF",
    "~DGR:X.GRF,8,1,FF",
    "~JA~JR",
    "_5EXZ \\5EXZ",
    ">:>;>5>6>8",
    "{} {0} {name} {0.__class__}",
    "%s %d %n %(name)s",
    "(Tj) Tj ET endstream endobj \\) <</JS>>",
    "\\n\\r\\t\\0",
    "'; DROP TABLE orders; --",
    "=1+1",
    "@SUM(A1)",
    "＝1+1",
    "$(reboot) `reboot` | reboot",
    "../../etc/passwd",
    "C:\\Windows\\System32",
    "https://example.com/?a=1&b=2#c",
    "javascript:alert(1)",
    "\\u202e \\x00",
    "a" * 120,
    "！" * 60,
    "()" * 40,
    "—" * 40,
    "😀😀 ok 🇨🇳",
    "\x00\x01\x1b[31mred\x7f",
    "\u202eevil\u202c \u2066x\u2069",
    "Z͑ͫ̓ͪ̂ͫ̽͏̴̙̤̞͉͚̯̞̠͍A̴̵̜̰͔ͫ͗͢L",
    "\ud800\udfff",
    "\ufeff\u200b\u200d\u00ad",
    "한국어 ไทย العربية",
    "\n\n\r\n\u2028x",
)


def squeezed(text: str) -> str:
    return "".join(text.split())


@pytest.mark.parametrize("payload", PAYLOADS)
def test_a_hostile_text_comes_back_as_text_from_every_document(payload: str) -> None:
    party = Party(f"N{payload}", "139", f"A{payload}")
    first = slip().lines[0]
    card = CodeCard("A1", payload[:12], payload[:12])
    contents = (
        label(receiver=party, sender=party),
        slip(receiver=party, buyer_notes=(payload,), gift_message=payload, lines=1),
        replace(slip(), lines=(replace(first, name=payload, spec=payload, sku=payload),)),
        pick_list(picker=payload[:12], warehouse=payload[:12], lines=2),
        logistic(receiver=party, order_no=payload[:8]),
        return_slip(return_to=party, note=payload, store=payload[:12], lines=1),
        replace(return_slip(), lines=(ReturnLine(payload, payload, 1, payload, payload),)),
        manifest(carrier=payload[:12], rows=0),
        replace(manifest(), rows=(ManifestRow(payload[:12], payload[:10], payload[:8]),)),
        replace(code_sheet(), title=payload[:12], sections=(CodeSection((card,)),)),
    )
    sizes = {LabelContent: "100x180", LogisticContent: "4x6in", ManifestContent: "A4", CodeSheetContent: "A4"}
    for content in contents:
        clean, _ = printable(content)
        size = sizes.get(type(content), "A5")
        expected = squeezed("".join(texts_of(pages_of(content, size))))
        data = render(content, size).data
        assert b"/JS" not in data
        assert b"/URI" not in data
        assert sorted(read_text(data)) == sorted(expected)
        assert "\x00" not in repr(clean)


@pytest.mark.parametrize("payload", PAYLOADS)
def test_no_text_becomes_a_command_of_the_label_printer(payload: str) -> None:
    party = Party(f"N{payload}", "139", f"A{payload}")
    zpl = render(label(receiver=party, sender=party, order_no=f"O{payload[:12]}"), "100x180", "zpl").data.decode(
        "ascii"
    )
    assert re.findall(r"[\^~][A-Z@]{2}", zpl) == [
        *("^XA", "^PW", "^LL", "^LH", "^LS"),
        *("^FO", "^GF", "^FS"),
        *("^FO", "^BY", "^BC", "^FD", "^FS"),
        "^XZ",
    ]
    assert zpl.count("^") == 14
    assert "~" not in zpl
    assert graphic(zpl).getextrema() == (0, 255)


@pytest.mark.parametrize("payload", PAYLOADS)
def test_a_hostile_waybill_becomes_a_code_that_says_it_or_is_refused(payload: str) -> None:
    content = label(waybill=payload[:14])
    if not (payload.isascii() and payload.isprintable()):
        with pytest.raises(OmsError) as refused:
            render(content)
        assert refused.value.code == "barcode_characters"
        assert say("error.barcode_characters", "en", **refused.value.facts).isprintable()
        return
    [page] = printed_pages(render(content).data, 203.2)
    assert ("Code 128", payload[:14]) in decoded(page)
    zpl = render(content, fmt="zpl").data.decode("ascii")
    assert zpl.count("^XA") == zpl.count("^XZ") == 1
    assert zpl.count("^") == 14


@pytest.mark.timeout(30)
@pytest.mark.parametrize(
    "text", ["(" * 9000, "a-" * 4500, "1 " * 4500, "“" * 9000, "+" * 9000, "\n" * 4000 + "x" * 9000]
)
def test_a_note_made_to_be_slow_is_refused_quickly(text: str) -> None:
    with pytest.raises(OmsError) as refused:
        render(slip(buyer_notes=(text,)), "100x150")
    assert refused.value.code == "text_does_not_fit"
