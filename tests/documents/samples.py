"""Contents that the tests of paper, and its benchmark, print: invented people, goods and numbers."""

from __future__ import annotations

from typing import Any

from desktop_oms.documents import LabelContent, Party, PickLine, PickListContent, SlipContent, SlipLine

RARE_NAME = "𠮷田 㐂䶮𬭼"

RECEIVERS = {
    "zh_CN": Party(RARE_NAME, "139******15", "江苏省南京市鼓楼区中山北路26号***"),
    "en": Party("Łukasz Wiśniewski", "+48 601 234 567", "ul. Długa 12, 00-238 Warszawa, Poland"),
}
SENDERS = {
    "zh_CN": Party("山野杂货", "0573-8888 6666", "浙江省嘉兴市南湖区凌公塘路100号"),
    "en": Party("Shanye Goods", "+86 573 8888 6666", "100 Linggongtang Rd, Jiaxing"),
}
GOODS = {
    "zh_CN": (
        ("山野手作陶瓷马克杯 大容量办公室咖啡杯", "湖蓝 / 350 ml"),
        ("有机龙井绿茶礼盒", "明前 / 250 g"),
        ("竹制茶盘", "40 cm"),
        ("棉麻桌布 ins风 北欧简约长方形茶几布防水防油免洗餐桌布", "亚麻白 / 140×200 cm"),
    ),
    "en": (
        ("Handmade ceramic mug, large", "Lake blue / 350 ml"),
        ("Organic Longjing green tea, gift box", "Spring / 250 g"),
        ("Bamboo tea tray", "40 cm"),
        ("Cotton and linen tablecloth, water-repellent", "Linen white / 140×200 cm"),
    ),
}
SKUS = ("MUG-350-BLU", "TEA-LJ-250", "TRAY-B-40", "CLOTH-140-200")
BINS = ("A-10-02", "A-2-01", "B-01-03", "C-07-11-02")
SURNAMES = "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许何吕施张孔曹严华金魏陶姜"
STREETS = ("中山北路", "人民大道", "解放西路", "建设一路", "凌公塘路", "天目山路", "锦绣街", "望湖路")


def label(language: str = "zh_CN", **facts: Any) -> LabelContent:
    """A shipping label; `facts` replace what a test is about."""
    zh = language == "zh_CN"
    values: dict[str, Any] = {
        "language": language,
        "carrier": "顺丰速运" if zh else "SF",
        "service": "标准快递" if zh else "Standard",
        "sort_code": "025B-KD-17",
        "waybill": "SF1420778803016",
        "receiver": RECEIVERS[language],
        "sender": SENDERS[language],
        "order_no": "A102484",
        "pieces": 6,
        "weight": "1.24 kg",
        "printed_at": "2025-11-22 09:15" if zh else "22 Nov 2025 09:15",
    }
    return LabelContent(**(values | facts))


def slip_lines(language: str, count: int) -> tuple[SlipLine, ...]:
    """So many lines of goods, the third of each four with a piece to follow."""
    lines = []
    for number in range(count):
        name, spec = GOODS[language][number % 4]
        follow = int(number % 4 == 2)
        lines.append(SlipLine(name, SKUS[number % 4], 2 + follow, 2, follow, spec, "¥68.00", "¥136.00"))
    return tuple(lines)


def slip(language: str = "zh_CN", lines: int = 4, **facts: Any) -> SlipContent:
    """A packing slip of so many lines; `facts` replace what a test is about."""
    zh = language == "zh_CN"
    values: dict[str, Any] = {
        "language": language,
        "store": "山野杂货旗舰店" if zh else "Shanye Goods",
        "order_no": "A102484",
        "receiver": RECEIVERS[language],
        "lines": slip_lines(language, lines),
        "placed_at": "2025-11-21 20:41" if zh else "21 Nov 2025 20:41",
        "carrier": "顺丰速运 标准快递" if zh else "SF Standard",
        "buyer_notes": ("送货前请打电话 139 1234 2815，谢谢😊" if zh else "Please ring first, thank you 😊",),
        "gift_message": "生日快乐！" if zh else "Happy birthday!",
        "return_policy": "签收后 7 天内可退换。" if zh else "You may return goods within 14 days.",
        "total": "¥544.00",
    }
    return SlipContent(**(values | facts))


def pick_list(language: str = "zh_CN", lines: int = 8, **facts: Any) -> PickListContent:
    """A pick list of so many lines; `facts` replace what a test is about."""
    zh = language == "zh_CN"
    picked = []
    for number in range(lines):
        name, spec = GOODS[language][number % 4]
        basket, order = str(number % 12 + 1), f"A1024{number:02}"
        picked.append(PickLine(BINS[number % 4], name, SKUS[number % 4], number % 4 + 1, spec, basket, order))
    values: dict[str, Any] = {
        "language": language,
        "wave": "W251122",
        "lines": tuple(picked),
        "picker": "王敏" if zh else "Wang Min",
        "warehouse": "嘉兴一号仓" if zh else "Jiaxing 1",
        "printed_at": "2025-11-22 09:15" if zh else "22 Nov 2025 09:15",
    }
    return PickListContent(**(values | facts))


def different_receiver(number: int) -> Party:
    """A receiver who differs from the others in name, phone and address."""
    name = SURNAMES[number % 32] + SURNAMES[number // 32 % 32]
    street = STREETS[number % 8]
    return Party(name, f"139{number:08}", f"江苏省南京市鼓楼区{street}{number % 300}号{number % 20}幢{number % 900}室")


def different_labels(count: int) -> list[LabelContent]:
    """Labels of which each has a waybill, an order and a receiver of its own."""
    return [
        label(waybill=f"SF14207{number:08}", order_no=f"A{number:06}", receiver=different_receiver(number))
        for number in range(count)
    ]


def different_slips(count: int) -> list[SlipContent]:
    """Slips of one page of which each has an order and a receiver of its own."""
    return [
        slip(order_no=f"A{number:06}", receiver=different_receiver(number), lines=number % 4 + 1)
        for number in range(count)
    ]
