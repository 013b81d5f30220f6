"""The weight on a bench's scale, once it has settled."""

from __future__ import annotations

from desktop_oms.domain.errors import OmsError
from desktop_oms.gateways.scales import Reading, scale_at

SETTLED_FOR = 0.5  # seconds without a change
DIVISION = 2  # grams that a settled scale may still flicker
PATIENCE = 6.0  # seconds until a scale that does not settle is given up
LEAST = 1  # grams; an empty scale is no parcel


class Scales:
    """Asks scales."""

    def stable(self, address: str) -> int:
        """Grams on the scale, the same for half a second.

        Raises `scale_silent` when it says nothing, `scale_restless` when it does not settle or nothing lies on it,
        `scale_unreachable`, `scale_unknown`.
        """
        since: Reading | None = None
        first: float | None = None
        for reading in scale_at(address).readings():
            first = reading.at if first is None else first
            steady = since is not None and abs(reading.grams - since.grams) <= DIVISION
            if reading.settled is False or reading.grams < LEAST:
                since = None
            elif not steady or since is None:
                since = reading
            elif reading.at - since.at >= SETTLED_FOR:
                return reading.grams
            if reading.at - first > PATIENCE:
                raise OmsError("scale_restless")
        raise OmsError("scale_silent" if first is None else "scale_restless")
