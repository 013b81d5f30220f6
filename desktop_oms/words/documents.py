"""Words of paper: what stands printed on packing slips, shipping labels and pick lists, and how dates are written."""

# Words of an address by which a flat is told from its neighbour; they go with their number when a receiver is masked.
FLAT_WORDS_ZH = ("号楼", "号院", "幢", "栋", "座", "单元", "楼", "层", "室", "户", "房")
FLAT_WORDS_EN = (
    "apartment", "apt", "unit", "room", "rm", "flat", "suite", "ste", "floor", "fl", "block", "blk", "building", "bldg",
)  # fmt: skip
NUMERALS = "一二三四五六七八九十甲乙丙丁东西南北"
HOUSE_NUMBER = "号"

# Signs that never begin a line, and signs that never end one.
CLOSING_SIGNS = "，。、；：！？）》〉」』】〕”’％…—·,.;:!?)]}%"
OPENING_SIGNS = "（《〈「『【〔“‘([{"
# Printed where no font has the character.
GETA_MARK = "〓"

WORDS: dict[str, tuple[str, str]] = {
    "format.months": (
        "01 02 03 04 05 06 07 08 09 10 11 12",
        "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec",
    ),
    "format.date": ("{year}-{month}-{day:02}", "{day} {month} {year}"),
    "document.emoji": ("[表情]", "[emoji]"),
    "document.of": ("{n} / {m}", "{n} / {m}"),
    "document.page": ("第 {page} 页，共 {pages} 页", "Page {page} of {pages}"),
    # shipping label
    "document.label": ("面单", "Shipping label"),
    "document.to_badge": ("收", "To"),
    "document.from_badge": ("寄", "From"),
    "document.collect": ("代收货款", "Collect"),
    "document.order": ("订单 {number}", "Order {number}"),
    "document.pieces": ("{n} 件", "{n} pc|{n} pcs"),
    "document.print": ("第 {n} 次打印", "Print {n}"),
    # packing slip
    "document.slip": ("装箱单", "Packing slip"),
    "document.order_no": ("订单号", "Order"),
    "document.placed": ("下单时间", "Ordered on"),
    "document.parcel": ("包裹", "Parcel"),
    "document.parcel_of": ("第 {n} 件，共 {m} 件", "{n} of {m}"),
    "document.ship_to": ("收件人", "Ship to"),
    "document.carrier": ("快递", "Carrier"),
    "document.item": ("商品", "Item"),
    "document.ordered": ("订购", "Ordered"),
    "document.packed": ("本箱", "Packed"),
    "document.to_follow": ("待发", "To follow"),
    "document.price": ("单价", "Price"),
    "document.amount": ("金额", "Amount"),
    "document.pieces_in_parcel": ("本箱共 {n} 件", "{n} piece in this parcel|{n} pieces in this parcel"),
    "document.total": ("合计 {amount}", "Total {amount}"),
    "document.shipping": ("运费 {amount}", "Shipping {amount}"),
    "document.discount": ("优惠 {amount}", "Discount {amount}"),
    "document.tax": ("税费 {amount}", "Tax and fees {amount}"),
    "document.buyer_note": ("买家留言", "Buyer's note"),
    "document.gift": ("赠品", "Gift"),
    "document.gift_message": ("赠言", "Gift message"),
    "document.return_policy": ("退换说明", "Returns"),
    # pick list
    "document.pick_list": ("拣货单", "Pick list"),
    "document.wave": ("波次 {number}", "Wave {number}"),
    "document.picker": ("拣货人", "Picker"),
    "document.warehouse": ("仓库", "Warehouse"),
    "document.printed_at": ("打印时间", "Printed"),
    "document.bin": ("库位", "Bin"),
    "document.no_bin": ("未设库位", "No bin"),
    "document.basket": ("筐位", "Basket"),
    "document.basket_at": ("筐位 {basket}", "Basket {basket}"),
    "document.qty": ("数量", "Qty"),
    "document.short": ("缺货", "Short"),
    "document.pick_total": ("{lines} 行，{n} 件", "{n} piece (lines: {lines})|{n} pieces (lines: {lines})"),
    # logistic label
    "document.to_word": ("收货", "To"),
    "document.from_word": ("发货", "From"),
    "document.weight": ("重量", "Weight"),
    # return slip and inspection sheet
    "document.return_slip": ("退货单", "Return slip"),
    "document.inspection": ("验货单", "Inspection sheet"),
    "document.case_kind": ("售后类型", "Kind"),
    "document.buyer": ("买家", "Buyer"),
    "document.asked_at": ("申请时间", "Asked on"),
    "document.waybill": ("运单号", "Waybill"),
    "document.deadline": ("请在 {day} 前寄回", "Please post by {day}"),
    "document.return_to": ("退回地址", "Return to"),
    "document.goods_back": ("退回商品", "Goods you return"),
    "document.goods_expected": ("应收商品", "Goods expected"),
    "document.inspection_hint": ("方框由仓库填写件数", "The warehouse writes pieces in the boxes"),
    "document.reason": ("原因：{text}", "Reason: {text}"),
    "document.found_good": ("完好", "Good"),
    "document.found_damaged": ("破损", "Damaged"),
    "document.found_wrong": ("不符", "Wrong"),
    "document.found_missing": ("缺少", "Missing"),
    "document.case_note": ("买家说明", "What the buyer says"),
    "document.how_to_return": ("怎样退货", "How to return"),
    "document.how_to_return_text": (
        "1. 把商品和配件按原样包好，将本单放入包裹。\n2. 寄到上面的退回地址，请勿使用到付。\n3. 在订单里填写快递单号。",
        (
            "1. Pack the goods with everything that came with them and put this slip in the parcel.\n"
            "2. Send it to the address above; parcels with postage to pay are not accepted.\n"
            "3. Enter the waybill number in your order."
        ),
    ),
    "document.inspected_by": ("验货人", "Inspected by"),
    "document.inspected_at": ("验货时间", "Date and time"),
    # manifest
    "document.manifest": ("交接单", "Manifest"),
    "document.day": ("日期", "Day"),
    "document.closed_at": ("关闭时间", "Closed"),
    "document.still_open": ("未关闭", "Still open"),
    "document.parcels": ("包裹数", "Parcels"),
    "document.no": ("序号", "No."),
    "document.destination": ("目的地", "Destination"),
    "document.taken": ("点收", "Taken"),
    "document.parcels_on_page": ("本页 {n} 件", "{n} parcel on this page|{n} parcels on this page"),
    "document.parcels_so_far": ("累计 {n} / {m} 件", "So far {n} of {m}"),
    "document.given_by": ("发货方交件人", "Handed over by"),
    "document.taken_by": ("快递揽收人", "Taken by the carrier"),
    "document.signature": ("签字", "Signature"),
    "document.name_and_time": ("姓名与时间", "Name and time"),
    # a printer's own pages
    "document.test_page": ("打印机测试页", "Printer test page"),
    "document.calibration_page": (
        "刻度为毫米，从纸边量起。",
        "The rulers are in millimetres from the paper's edge.",
    ),
    "document.test_dots": ("{n} 点", "{n} dot|{n} dots"),
    "document.test_square": ("{mm} × {mm} mm", "{mm} x {mm} mm"),
    # the boxes of a page, as errors name them
    "document.box.carrier": ("快递栏", "carrier"),
    "document.box.sort_code": ("分拣码", "sort code"),
    "document.box.waybill": ("运单号", "waybill number"),
    "document.box.receiver": ("收件人", "receiver"),
    "document.box.receiver_address": ("收件地址", "receiver's address"),
    "document.box.sender": ("寄件人", "sender"),
    "document.box.collect": ("代收货款", "amount to collect"),
    "document.box.footer": ("页脚", "footer"),
    "document.box.heading": ("标题栏", "heading"),
    "document.box.facts": ("单据信息", "document details"),
    "document.box.line": ("商品行", "line of goods"),
    "document.box.note": ("备注", "note"),
    "document.box.text": ("文字", "page"),
    "document.box.sscc": ("箱码", "SSCC"),
    "document.box.return_to": ("退回地址", "return address"),
    "document.box.card": ("条码卡片", "card"),
    # what a person should know about a print
    "document.notice.narrow_bars": (
        "条码 {data} 的线条只有 {dots} 个打印点宽，可能较难扫描；请换用更大的纸张或更高精度的打印机。",
        "The bars of {data} are only {dots} printer dots wide and may scan poorly; use larger paper or a finer printer.",
    ),
    "document.notice.missing_characters": (
        "{number}：字库中没有“{characters}”，已打印为〓，请手工补写。",
        '{number}: no font has the characters "{characters}"; they print as 〓. Write them in by hand.',
    ),
    "error.resource_missing": (
        "程序文件不完整：缺少 {name}。请重新安装。",
        "The program is incomplete: {name} is missing. Install it again.",
    ),
    "error.font_broken": (
        "字体文件 {name} 已损坏。请重新安装程序。",
        "The font file {name} is damaged. Install the program again.",
    ),
    "error.time_zone_unknown": ("没有名为 {zone} 的时区。", "There is no time zone called {zone}."),
    "error.text_does_not_fit": (
        "{number} 打印不下：{box}“{text}”过长，已缩到最小字号。请缩短或改用更大的纸张。",
        '{number} does not fit: the text "{text}" is too long for the {box}, even in the smallest type. Shorten it or use larger paper.',
    ),
    "error.barcode_does_not_fit": (
        "条码 {data} 在此纸张上放不下：需要 {needed} 个打印点，只有 {room} 个。请改用更大的纸张。",
        "The barcode {data} does not fit this paper: it needs {needed} printer dots and has {room}. Use larger paper.",
    ),
    "error.barcode_characters": (
        "“{data}”不能印成条码：只能包含英文字母、数字和常用符号，且不能为空。",
        '"{data}" cannot become a barcode: it must hold only Latin letters, digits and common signs, and at least one.',
    ),
    "error.qr_does_not_fit": (
        "二维码内容过长（{length} 个字符），在此纸张上放不下。",
        "The content of the QR code is too long for this paper ({length} characters).",
    ),
    "error.paper_size_unknown": (
        "不支持纸张“{size}”。此单据可用：{sizes}。",
        'The paper size "{size}" is not offered. This document comes in: {sizes}.',
    ),
    "error.paper_format_unknown": (
        "不支持格式“{format}”，请用 pdf 或 zpl。",
        'The format "{format}" is not offered; use pdf or zpl.',
    ),
    "error.printer_dpi_unknown": (
        "不支持 {dpi} dpi，请用 203.2、300 或 600。",
        "{dpi} dpi is not offered; use 203.2, 300 or 600.",
    ),
    "error.start_place_unknown": (
        "纸张 {size} 没有第 {start} 个位置：只有 1 到 {places}。",
        "There is no place {start} on {size} paper, only 1 to {places}.",
    ),
    "error.preview_not_possible": (
        "这份面单由快递公司生成，程序无法显示它的样子；打印不受影响。",
        "This label was made by a carrier and cannot be shown on screen; it prints all the same.",
    ),
    "error.nothing_to_print": ("没有要打印的单据。", "There is nothing to print."),
}
