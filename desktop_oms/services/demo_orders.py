"""Invented orders of the demo shop: believable people, places and baskets, the same ones for the same seed."""

from __future__ import annotations

from dataclasses import dataclass, field
from random import Random
from typing import Any

from desktop_oms.domain.catalogue import Channel
from desktop_oms.domain.incoming import Address, IncomingLine, IncomingOrder, ShopState

HOUR = 3_600_000
WESTERN = "shopify"
RARE = 0.04  # of buyers whose name holds a character that many fonts lack
SHORT_OF = "HOOD-CR-L"  # the one product that is nearly sold out


@dataclass(slots=True)
class Market:
    """Where orders come from: the channels with their goods, and the dice."""

    data: dict[str, Any]
    channels: dict[str, Channel]
    dice: Random
    made: int = 0
    goods: dict[str, list[dict[str, Any]]] = field(default_factory=dict)
    supplied: dict[str, list[dict[str, Any]]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for product in self.data["products"]:
            kept = self.supplied if product["supplier"] else self.goods
            kept.setdefault(product["seller"], []).append(product)

    def place(self, *, short: bool = False, supplied: bool = False) -> dict[str, Any]:
        """A channel at random, one that sells what is wanted: the scarce product, or goods of a supplier."""
        places: list[dict[str, Any]] = self.data["channels"]
        if short:
            places = [one for one in places if one["seller"] == self._seller_of(SHORT_OF)]
        if supplied:
            places = [one for one in places if one["seller"] in self.supplied]
        return self.dice.choices(places, [one["weight"] for one in places])[0]

    def _seller_of(self, code: str) -> str:
        return next(str(product["seller"]) for product in self.data["products"] if product["code"] == code)

    def basket(
        self, seller: str, *, short: bool = False, supplied: bool = False, several: bool = False
    ) -> list[dict[str, Any]]:
        """One to three different products; `several`: at least two."""
        if supplied:
            return [self.dice.choice(self.supplied[seller])]
        known = [product for product in self.goods[seller] if product["code"] != SHORT_OF]
        picked = self.dice.sample(known, self.dice.choice((2, 2, 3) if several else (1, 1, 2, 2, 3)))
        if short:
            picked = [product for product in self.goods[seller] if product["code"] == SHORT_OF] + picked[:1]
        return picked

    def number(self, kind: str) -> str:
        """The next order's number as its platform writes it."""
        self.made += 1
        if kind == WESTERN:
            return f"#{1040 + self.made}"
        if kind == "pdd":
            return f"2611{self.made % 28 + 1:02d}-{607_198_974_000_000 + self.made * 7919}"
        return f"{3_906_571_234_000_000_000 + self.made * 104_729_111}"


def invent(
    market: Market, at: int, *, state: ShopState = ShopState.PAID, **wishes: bool
) -> tuple[Channel, IncomingOrder]:
    """An order placed at `at` (milliseconds UTC), and its channel.  Wishes: short, supplied, several, cod."""
    dice = market.dice
    cod = wishes.pop("cod", False)
    place = market.place(short=wishes.get("short", False), supplied=wishes.get("supplied", False))
    basket = market.basket(place["seller"], **wishes)
    lines = tuple(
        IncomingLine(
            product["code"],
            product["name"],
            product["spec"],
            3 if product["code"] == SHORT_OF else dice.choice((1, 1, 1, 2)),
            product["price"],
            external_id=str(seq),
        )
        for seq, product in enumerate(basket, 1)
    )
    goods = sum(line.qty * (line.price or 0) for line in lines)
    discount = dice.choice((0, 0, 0, goods // 10, 500 if goods > 5000 else 0))
    shipping = dice.choice((0, 0, 600, 1000))
    western = place["kind"] == WESTERN
    total = goods - discount + shipping
    unpaid = state is ShopState.UNPAID or cod
    told = IncomingOrder(
        market.number(place["kind"]),
        place["currency"],
        state,
        lines,
        western_address(market) if western else chinese_address(market),
        placed_at=at,
        paid_at=None if unpaid else at + dice.randrange(1, 50) * 60_000,
        goods=goods,
        discount_seller=discount,
        shipping=shipping,
        total=total,
        paid=0 if unpaid else total,
        buyer=f"buyer{market.made:04d}" if western else f"tb_{market.made:04d}",
        buyer_note=dice.choice(market.data["western" if western else "chinese"]["notes"]),
        cash_on_delivery=cod,
        rows=(market.made + 1,),
    )
    return market.channels[place["code"]], told


def chinese_address(market: Market) -> Address:
    """A receiver in China."""
    dice, words = market.dice, market.data["chinese"]
    province, city, district, streets = dice.choice(words["places"])
    name = dice.choice(words["surnames"]) + dice.choice(words["given"])
    if dice.random() < RARE:
        name = dice.choice(words["rare"])
    phone = f"1{dice.choice('3578')}{dice.randrange(10)}{dice.randrange(10**8):08d}"
    return Address(name, phone, "CN", province, city, district, dice.choice(streets))


def western_address(market: Market) -> Address:
    """A receiver abroad."""
    dice, words = market.dice, market.data["western"]
    country, region, city, postcode, street = dice.choice(words["places"])
    phone = f"+{dice.choice((1, 44, 49))} {dice.randrange(200, 999)} 555 {dice.randrange(10**4):04d}"
    return Address(dice.choice(words["names"]), phone, country, region, city, "", street, postcode)
