"""Contents that the tests of paper, and its benchmark, print: invented people, goods and numbers."""

from __future__ import annotations

from typing import Any

from desktop_oms.documents import (
    CodeCard,
    CodeSection,
    CodeSheetContent,
    LabelContent,
    LogisticContent,
    ManifestContent,
    ManifestRow,
    Party,
    PickLine,
    PickListContent,
    ReturnContent,
    ReturnLine,
    SlipContent,
    SlipLine,
)

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

LONG_ZH = Party(
    "阿卜杜热合曼·阿卜杜热依木江·买买提明",
    "0086-13912342815转8021",
    "新疆维吾尔自治区伊犁哈萨克自治州察布查尔锡伯自治县米粮泉回族乡阔洪奇村三组二百一十八号院内东侧"
    "第三排平房左数第二间（村委会斜对面，小卖部旁边，送货前请务必打电话联系本人）",
)
LONG_SENDER = Party(
    "浙江省嘉兴市山野手作文化创意发展有限责任公司电子商务分公司",
    "400-820-8820转8021",
    "浙江省嘉兴市南湖区凌公塘路100号科技创业园区二期三号楼西侧仓库",
)
LONG_EN = Party(
    "Maximiliana Wolfeschlegelsteinhausenbergerdorff-Fitzgerald",
    "+44 (0)20 7946 0958 ext. 4021",
    "Flat 12B, The Old Grammar School Buildings, Llanfairpwllgwyngyllgogerychwyrndrobwllllantysiliogogogoch, "
    "Isle of Anglesey, Gwynedd LL61 5UJ, United Kingdom of Great Britain and Northern Ireland",
)


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


def logistic(language: str = "zh_CN", **facts: Any) -> LogisticContent:
    """A logistic label; `facts` replace what a test is about."""
    values: dict[str, Any] = {
        "language": language,
        "sscc": "069123451000000175",
        "receiver": RECEIVERS[language],
        "sender": SENDERS[language],
        "order_no": "A102484",
        "carrier": "顺丰速运" if language == "zh_CN" else "SF Freight",
        "weight": "12.40 kg",
        "pieces": 24,
    }
    return LogisticContent(**(values | facts))


def return_slip(language: str = "zh_CN", lines: int = 2, **facts: Any) -> ReturnContent:
    """A return slip of so many lines; `facts` replace what a test is about."""
    zh = language == "zh_CN"
    reason = "颜色与图片不符" if zh else "Not the colour of the picture"
    goods = [GOODS[language][number % 4] for number in range(lines)]
    values: dict[str, Any] = {
        "language": language,
        "store": "山野杂货旗舰店" if zh else "Shanye Goods",
        "case_no": "A102484-C1",
        "order_no": "A102484",
        "return_to": SENDERS[language],
        "lines": tuple(
            ReturnLine(name, SKUS[number % 4], number % 3 + 1, spec, reason)
            for number, (name, spec) in enumerate(goods)
        ),
        "buyer": "𠮷田 ***" if zh else "Łukasz ***",
        "kind": "退货退款" if zh else "Return and refund",
        "asked_at": "2025-11-24 10:02" if zh else "24 Nov 2025 10:02",
        "deadline": "2025-12-01" if zh else "1 Dec 2025",
        "note": "杯口有一个小缺口😢，已拍照。" if zh else "The rim has a chip 😢, see the picture.",
    }
    return ReturnContent(**(values | facts))


def manifest(language: str = "zh_CN", rows: int = 24, **facts: Any) -> ManifestContent:
    """A manifest of so many parcels; `facts` replace what a test is about."""
    zh = language == "zh_CN"
    towns = ("南京市鼓楼区", "杭州市西湖区", "成都市武侯区") if zh else ("Warszawa", "Leeds", "Lyon")
    values: dict[str, Any] = {
        "language": language,
        "manifest": "M000142",
        "carrier": "顺丰速运" if zh else "SF Express",
        "rows": tuple(
            ManifestRow(f"SF142077880{number:04}", f"A1024{number:02}", towns[number % 3], "1.24 kg", 2)
            for number in range(rows)
        ),
        "house": "山野杂货" if zh else "Shanye Goods",
        "warehouse": "嘉兴一号仓" if zh else "Jiaxing 1",
        "day": "2025-11-22",
        "closed_at": "2025-11-22 17:40" if zh else "22 Nov 2025 17:40",
        "printed_at": "2025-11-22 17:41" if zh else "22 Nov 2025 17:41",
    }
    return ManifestContent(**(values | facts))


def code_sheet(language: str = "zh_CN", **facts: Any) -> CodeSheetContent:
    """A sheet of commands, quantities and badges; `facts` replace what a test is about."""
    zh = language == "zh_CN"
    commands = (
        CodeCard("CMD:OK", "确认" if zh else "Acknowledge", "看到了，继续" if zh else "I saw it, go on"),
        CodeCard("CMD:NEXTPARCEL", "下一箱" if zh else "Next parcel", "这一箱满了" if zh else "This box is full"),
    )
    quantities = tuple(CodeCard(f"QTY:{count}", f"×{count}") for count in (2, 5, 10, 12, 24, 48))
    badges = (CodeCard("USR:wangmin", "王敏" if zh else "Wang Min", "打包" if zh else "Packing"),)
    values: dict[str, Any] = {
        "language": language,
        "title": "打包台命令" if zh else "Bench commands",
        "subtitle": "贴在工作台上。" if zh else "Hang it up at the bench.",
        "sections": (
            CodeSection(commands, "打包" if zh else "Packing"),
            CodeSection(quantities, "件数" if zh else "Pieces", columns=3, height=30),
            CodeSection(badges, "工牌" if zh else "Badges", height=54),
        ),
    }
    return CodeSheetContent(**(values | facts))


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
