"""Words of: the demo shop."""

WORDS: dict[str, tuple[str, str]] = {
    "error.demo_not_empty": (
        "这个数据库里已经有店铺了。演示店铺只放进空的数据库。",
        "There is a shop in this database already. The demo shop goes into an empty database only.",
    ),
}
