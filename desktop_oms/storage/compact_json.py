"""JSON as it stands in the history: no blanks, letters as they are.

An import writes four small documents for each order.  `JSONEncoder.encode` makes the encoder in C anew for each, which
takes three quarters of its time; here it is made once.  A Python without that encoder writes the same, slower.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from json import encoder


def _encoder() -> Callable[[object], str]:
    plain = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"))
    make = getattr(encoder, "c_make_encoder", None)
    if make is None:
        return plain.encode
    # What JSONEncoder.iterencode hands to it; the first None: nothing that is written holds itself.
    chunks = make(None, plain.default, encoder.encode_basestring, None, ":", ",", False, False, True)
    return lambda value: "".join(chunks(value, 0))


encode = _encoder()
