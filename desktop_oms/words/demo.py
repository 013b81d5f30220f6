"""Words of: the demo shop."""

WORDS: dict[str, tuple[str, str]] = {
    "error.demo_not_empty": (
        "这个数据库里已经有店铺了。演示店铺只放进空的数据库。",
        "There is a shop in this database already. The demo shop goes into an empty database only.",
    ),
    "reason.buyer_away": ("买家不在家，稍后再发", "The buyer is away, send later"),
    "reason.no_transfer_came": ("一直没有收到转账", "No transfer came"),
    "reason.wrong_size": ("尺码不合适", "Wrong size"),
}
