"""A receiver out of one pasted text: name, phone, place and street in any order, with labels or without.

Buyers write "收货人：…", marketplaces copy everything into one line, chats break it anywhere.  What cannot be told for
certain is named in `unsure`, so that a person looks there; nothing is ever guessed silently.  Names of places are data
in `resources/places`.
"""

from __future__ import annotations

import json
import re
import unicodedata
from dataclasses import dataclass, replace
from functools import cache

from desktop_oms.domain.incoming import Address
from desktop_oms.gateways.files import addresses
from desktop_oms.resources import resource

ORDER = ("name", "phone", "province", "city", "district", "street", "postcode")
_LABELS = {
    "name": "收货人姓名|收件人姓名|收货人|收件人|联系人|姓名|名字",
    "phone": "手机号码|手机号|联系电话|收货人电话|收件人电话|电话号码|联系方式|手机|电话",
    "area": "所在地区|所在区域|收货地区|省市区|地区",
    "street": "详细地址|街道地址|详细收货地址",
    "address": "收货地址|收件地址|收件人地址|收货人地址|地址",
    "province": "省份|省",
    "city": "城市|市",
    "district": "区县|区",
    "postcode": "邮政编码|邮编",
}
_LABEL = re.compile(
    "(?:^|(?<=[\\s,;，；、。|]))(?:"
    + "|".join(f"(?P<{name}>{words})" for name, words in _LABELS.items())
    + r")\s*[::]\s*",
)
_MOBILE = re.compile(
    r"(?<![\d*])(?:\(?(?:\+|00)?86\)?[-\s]*)?(1[3-9]\d[-\s]?\d{4}[-\s]?\d{4})(?:\s*(?:-|转|#|分机)\s*(\d{1,6}))?(?!\d)"
)
_LANDLINE = re.compile(
    r"(?<!\d)(?:(?:\+|00)86[-\s]*)?\(?(0\d{2,3})\)?[-\s]?(\d{7,8})(?:\s*(?:-|转)\s*(\d{1,6}))?(?!\d)"
)
_ABROAD = re.compile(r"\+\d{1,3}[-\s]?\(?\d[\d\s()-]{5,14}\d(?!\d)")
_FOREIGN = re.compile(r"(?!\+(?:86|852|853))" + _ABROAD.pattern)  # +49 151 2345 6789 is no mobile of China
_TAIWAN = re.compile(r"(?<![\d-])09\d{8}(?!\d)")
_ISLANDS = re.compile(r"(?<![\d-])(?:\+?(852|853)[-\s]?)?([5-9]\d{7})(?!\d)")  # Hong Kong and Macau
_HOTLINE = re.compile(r"(?<!\d)([48]00)[-\s]?(\d{3})[-\s]?(\d{4})(?!\d)")
_POSTCODE = re.compile(r"(?:(?<=^)|(?<=[\s,;(（]))(\d{6})(?=$|[\s,;)）])")
_BARE_LABEL = re.compile(r"(邮政编码|邮编)\s*(?=\d{6}(?!\d))")  # without its colon
_BRACKETED = re.compile("\\[\\d{3,6}\\]|【[^】]*】")  # the extension, said once more behind the name; a heading
_POLITE = re.compile("^(?:请|麻烦)?(?:寄到|送到|发到|寄往|寄给)|(?:谢谢|多谢|谢啦|麻烦了)[!~。]*$")
_SEPARATOR = re.compile(r"[\s,;，；、。|]+")
_PAREN_RECEIVER = re.compile(r"[(（]\s*(?:收|收件人|收货人)\s*[)）]|\s*收$")
_TO_BE_RECEIVED = "收"  # by itself behind the name
_TITLE = re.compile("(?:先生|女士|小姐|老师|阿姨|师傅)$")
_HAN_NAME = re.compile("[\u3400-\u9fff·*]{2,12}")
_LATIN_NAME = re.compile(r"[A-Za-z][A-Za-z.'-]*(?: [A-Za-z][A-Za-z.'-]*){0,3}")
_OF_A_STREET = re.compile(
    "[路街道巷弄号栋幢楼室村镇乡苑园厦层座区县市省店厂院校屯组]|小区|大厦|广场|公司|中心|单元|驿站|快递柜"
)
_STREET_END = re.compile("(?:号|室|楼|栋|幢|单元|户|层|座|店|院|厂|校|园|村|组|公司|中心|驿站|广场|大厦|小区)[A-Za-z]?")


@dataclass(frozen=True, slots=True)
class Pasted:
    """What was understood: the receiver, and which of its parts are missing or only likely, in the order of a form."""

    address: Address
    unsure: tuple[str, ...] = ()

    def lacks(self, part: str) -> bool:
        """True when an unsure part is missing; a country that nobody names is only unsure."""
        return part != "country" and not getattr(self.address, part)


@dataclass(frozen=True, slots=True)
class _Cities:
    province_of: dict[str, str]  # full and short names of cities
    full: dict[str, str]  # every way to write a city -> full name
    city_of: dict[str, str]  # a city that is a county: the city it belongs to
    starts: re.Pattern[str]
    without_districts: frozenset[str]
    surnames: frozenset[str]


@cache
def _cities() -> _Cities:
    data = json.loads(resource("places", "china_cities.json").read_text(encoding="utf-8"))
    china = json.loads(resource("places", "china.json").read_text(encoding="utf-8"))
    province_of = {city: province for province, cities in addresses.cities().items() for city in cities}
    provinces = {row["short"] for row in china["provinces"]}
    full = {name: city for city in province_of for name in (city, _short(city)) if name not in provinces}
    city_of = {county: city for city, counties in data["county_cities"].items() for county in counties}
    names = sorted({*full, *city_of, *(_short(county) for county in city_of)}, key=len, reverse=True)
    return _Cities(
        province_of,
        full,
        city_of,
        re.compile("|".join(map(re.escape, names))),
        frozenset(data["without_districts"]),
        frozenset((*data["surnames"], *data["double_surnames"])),
    )


def _short(city: str) -> str:
    return re.sub("(?:市|地区|盟|林区|[^省]{0,6}族自治州|自治州)$", "", city) or city


def read(text: str) -> Pasted:
    """The receiver that a pasted text tells of; an empty text is an empty receiver with everything unsure."""
    plain = _BRACKETED.sub(" ", "".join(_plain(char) for char in text)).strip()
    plain = _BARE_LABEL.sub(r" \1:", _POLITE.sub(" ", plain).strip())
    found, free = _labelled(plain)
    doubts: set[str] = set()
    if "phone" not in found:
        found["phone"], free = _take_phone(free)
    else:
        found["phone"] = _take_phone(found["phone"])[0] or found["phone"]
    if "postcode" not in found:
        found["postcode"], free = _take_postcode(free)
    whole = " ".join(filter(None, (found.get("area", ""), found.get("address", ""), found.get("street", ""))))
    if whole:
        found.setdefault("name", _name_alone(free))
    else:
        name, whole = _name_and_place(free, doubts, named="name" in found)
        found.setdefault("name", name)
    told = "province" in found and "city" in found
    place = addresses.Parts(street=" ".join(whole.split())) if told else _place(whole, doubts)
    address = Address(
        _clean_name(found["name"]),
        found["phone"],
        "CN" if addresses.is_chinese(whole) else "",
        addresses.province_name(found.get("province", ""), "CN") or place.province,
        found.get("city") or place.city,
        found.get("district") or place.district,
        place.street,
        found["postcode"] or place.postcode,
        addresses.is_masked(found["name"], found["phone"], place.street),
    )
    return Pasted(address, _unsure(address, doubts))


def _plain(char: str) -> str:
    """Full-width digits, letters and signs as they are on a keyboard; everything else as it is."""
    if "\uff01" <= char <= "\uff5e":
        return chr(ord(char) - 0xFEE0)
    return " " if char == "\u3000" or unicodedata.category(char) in ("Cf", "Zs") else char


def _labelled(text: str) -> tuple[dict[str, str], str]:
    """What stands behind labels, and the text without it; a label's text ends at the next label or line."""
    marks = list(_LABEL.finditer(text))
    if not marks:
        return {}, text
    found: dict[str, str] = {}
    free = [text[: marks[0].start()]]
    for at, mark in enumerate(marks):
        end = marks[at + 1].start() if at + 1 < len(marks) else len(text)
        told, _, rest = text[mark.end() : end].partition("\n")
        told = told.strip(" ,;，；、。|\t")
        name = mark.lastgroup or ""
        if name == "name":
            told, beside = [*_SEPARATOR.split(told, maxsplit=1), ""][:2]
            free.append(beside)
        if told and name not in found:
            found[name] = told
        else:
            free.append(told)
        free.append(rest)
    return found, "\n".join(filter(None, map(str.strip, free)))


def _take_phone(text: str) -> tuple[str, str]:
    """The first phone number, written plainly (`13800138000-1234` with an extension), and the text without it."""
    for pattern in (_FOREIGN, _MOBILE, _TAIWAN, _LANDLINE, _HOTLINE, _ISLANDS, _ABROAD):
        found = pattern.search(text)
        if found is not None:
            return _number(pattern, found), f"{text[: found.start()]} {text[found.end() :]}".strip()
    masked = re.search(r"(?<!\d)1[3-9]\d\*{4}\d{4}", text)
    return (masked[0], text.replace(masked[0], " ").strip()) if masked else ("", text)


def _number(pattern: re.Pattern[str], found: re.Match[str]) -> str:
    """A number as it is dialled, an extension behind a dash."""
    if pattern in (_FOREIGN, _ABROAD):
        return " ".join(found[0].split())
    if pattern is _MOBILE:
        return re.sub(r"\D", "", found[1]) + (f"-{found[2]}" if found[2] else "")
    return "-".join(part for part in found.groups() if part) or found[0]


def _take_postcode(text: str) -> tuple[str, str]:
    found = _POSTCODE.search(text)
    if not found:
        return "", text
    code = found[1] if found[1].strip("0") else ""
    return code, (text[: found.start()] + " " + text[found.end() :]).replace("( )", " ").strip()


def _name_alone(text: str) -> str:
    """A name among what is left over when the address had a label."""
    return next((part for part in _SEPARATOR.split(text) if _looks_like_name(part)), "")


def _name_and_place(text: str, doubts: set[str], *, named: bool) -> tuple[str, str]:
    """Which part of a text without labels is the name, and the rest in its own order."""
    latin = next((line.strip(" ,;") for line in re.split(r"[\n,;，；]", text) if _is_latin_name(line.strip(" ,;"))), "")
    if latin and not named:
        return latin, " ".join(_SEPARATOR.split(text.replace(latin, " "))).strip()
    parts = [part for part in _SEPARATOR.split(text) if part and part != _TO_BE_RECEIVED]
    if named:
        return "", " ".join(parts)
    likely = [part for part in parts if _looks_like_name(part)]
    sure = [part for part in likely if _has_surname(part) or "·" in part]
    if likely:
        name = (sure or likely)[0]
        if not sure or len(sure) > 1:
            doubts.add("name")
        place = parts.index(name)
        return name, " ".join((*parts[:place], *parts[place + 1 :]))
    return _glued_name(" ".join(parts), doubts)


def _glued_name(text: str, doubts: set[str]) -> tuple[str, str]:
    """A name written against the address: before the province or city, or behind the last number of the house."""
    doubts.add("name")
    start = _place_start(text)
    before = text[:start].strip() if start > 0 else ""
    if before and _looks_like_name(before):
        if _has_surname(before):
            doubts.discard("name")
        return before, text[start:]
    ends = list(_STREET_END.finditer(text)) or list(re.finditer(r"\d", text))
    behind = text[ends[-1].end() :].strip() if ends else ""
    if behind and _has_surname(behind) and _looks_like_name(behind):
        return behind, text[: ends[-1].end()]
    return "", text


def _place_start(text: str) -> int:
    """Where the first province or city begins; -1 when there is none."""
    starts = [found.start() for found in (addresses.province_start(text), _cities().starts.search(text)) if found]
    return min(starts) if starts else -1


def _is_latin_name(text: str) -> bool:
    return bool(_LATIN_NAME.fullmatch(text)) and len(text) >= 2


def _looks_like_name(part: str) -> bool:
    """Two to four characters (more with a dot between), none of them of a street, and no place itself."""
    bare = _clean_name(part)
    if _is_latin_name(bare):
        return True
    if not _HAN_NAME.fullmatch(bare) or bare in _cities().full or addresses.province_name(bare, "CN") != bare:
        return False
    if _has_surname(bare) and len(bare) <= 3:
        return not re.search("[省市县区]$|[路街号室]$", bare)
    return (len(bare) <= 4 or "·" in bare) and not _OF_A_STREET.search(bare)


def _has_surname(part: str) -> bool:
    bare = _clean_name(part)
    surnames = _cities().surnames
    long = 4 if bare[:2] in surnames else 3
    return 2 <= len(bare) <= long and (bare[:2] in surnames or bare[:1] in surnames)


def _clean_name(name: str) -> str:
    """Without "(to be received)" behind it; a title such as Ms stays with a bare surname."""
    bare = _PAREN_RECEIVER.sub("", name).strip(" ,;:")
    short = _TITLE.sub("", bare)
    return short if len(short) > 1 else bare


def _place(text: str, doubts: set[str]) -> addresses.Parts:
    """Province, city, district and street; a missing province follows from the city."""
    if not addresses.is_chinese(text):
        return addresses.Parts(street=text.strip())
    bare = _place_first(text, doubts)
    parts = addresses.split(bare)
    if not parts.province:
        parts = _from_city(bare, doubts) or parts
    elif not parts.city:
        parts = _city_of(parts)
    parts = _whole_city(parts)
    if parts.province in _cities().without_districts:
        return replace(parts, city=parts.city or parts.province)
    if parts.city in _cities().without_districts:
        return parts
    if parts.province and not parts.district:
        doubts.add("district")
    return parts


def _place_first(text: str, doubts: set[str]) -> str:
    """The address from its place on; a building that is said before the place it stands in comes behind it."""
    bare = " ".join(_SEPARATOR.split(text)).strip()
    for name in ("中国", "中华人民共和国"):
        bare = bare.removeprefix(name).lstrip()
    start = _place_start(bare)
    if start > 0 and bare[start - 1] == " " and not addresses.split(bare).province:
        doubts.add("street")
        return f"{bare[start:]} {bare[:start].strip()}"
    return bare


def _from_city(text: str, doubts: set[str]) -> addresses.Parts | None:
    cities = _cities()
    found = cities.starts.match(text)
    if not found:
        return None
    name, rest = found[0], text[found.end() :]
    city = cities.full.get(name)
    if name in cities.full and cities.full[name] != name and rest.startswith(("市", "盟", "州")):
        rest = rest[1:]
    if city is None:
        county = name if name in cities.city_of else f"{name}市"
        text = f"{cities.city_of[county]}{county}{rest.removeprefix('市') if name != county else rest}"
        return _from_city(text, doubts)
    parts = addresses.split(f"{cities.province_of[city]}{city}{rest}")
    if name != city and not rest.strip()[:8].count("区") and not parts.district:
        doubts.add("city")  # a short name may begin a street too
    return parts


def _city_of(parts: addresses.Parts) -> addresses.Parts:
    """A short name of a city behind its province: 广东深圳南山区."""
    cities = _cities()
    whole = parts.district + parts.street if parts.street else parts.district
    found = cities.starts.match(whole)
    city = cities.full.get(found[0]) if found else None
    if found is None or city is None or cities.province_of[city] != parts.province:
        return parts
    rest = whole[found.end() :].lstrip()
    return addresses.split(f"{parts.province}{city}{rest}")


def _whole_city(parts: addresses.Parts) -> addresses.Parts:
    """A city that is a county stands under the city it belongs to: 江苏省昆山市 is in 苏州市."""
    owner = _cities().city_of.get(parts.city)
    if owner is None or _cities().province_of[owner] != parts.province:
        return parts
    street = f"{parts.district}{parts.street}" if parts.district else parts.street
    return replace(parts, city=owner, district=parts.city, street=street)


def _unsure(address: Address, doubts: set[str]) -> tuple[str, ...]:
    """What a person should look at: parts that are missing (a post code may be), and parts that were only likely."""
    if address.country == "CN":
        wanted = {"name", "phone", "province", "city", "street"}
        if not addresses.postcode_agrees(address.postcode, address.province):
            doubts = doubts | {"province"}
    else:
        wanted = {"name", "phone", "city", "street"}
    missing = {part for part in wanted if not getattr(address, part)}
    return tuple(part for part in ORDER if part in missing | doubts)
