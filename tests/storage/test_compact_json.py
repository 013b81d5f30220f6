"""The encoder that is made once writes what Python's own would."""

from __future__ import annotations

import json

import pytest

from desktop_oms.storage import compact_json

DOCUMENTS: tuple[object, ...] = (
    {},
    {"amount": 12990, "lines": {"7": 2}, "imported": True, "reason": None},
    {"note": 'say "hi"\n\\ 林晓雯 \u2028 \ud83d\ude00', "share": 0.5, "list": [1, (2, "3"), {}]},
    {2: "two", True: "yes", None: "none"},
    ["", 2**70, -0.0, 1e300],
    "text",
    7,
)


@pytest.mark.parametrize("document", DOCUMENTS)
def test_what_is_written_is_what_python_writes(document: object) -> None:
    assert compact_json.encode(document) == json.dumps(document, ensure_ascii=False, separators=(",", ":"))


def test_a_python_without_the_encoder_in_c_writes_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(compact_json.encoder, "c_make_encoder", None)
    slow = compact_json._encoder()
    assert [slow(document) for document in DOCUMENTS] == [compact_json.encode(document) for document in DOCUMENTS]


def test_what_json_cannot_hold_is_refused() -> None:
    with pytest.raises(TypeError):
        compact_json.encode({"when": object()})
