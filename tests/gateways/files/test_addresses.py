"""One-string addresses, masks and provinces."""

from __future__ import annotations

import pytest

from desktop_oms.gateways.files import addresses
from desktop_oms.gateways.files.addresses import Parts


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("广东省 深圳市 南山区 粤海街道 科技园南路18号", ("广东省", "深圳市", "南山区", "粤海街道 科技园南路18号", "")),
        ("广东深圳市福田区农园路66号", ("广东省", "深圳市", "福田区", "农园路66号", "")),
        ("上海 上海市 浦东新区 张江镇 祖冲之路1000号", ("上海市", "上海市", "浦东新区", "张江镇 祖冲之路1000号", "")),
        ("天津市 天津市 市辖区 和平区 南京路1号", ("天津市", "天津市", "和平区", "南京路1号", "")),
        ("北京市朝阳区建国路93号(100022)", ("北京市", "北京市", "朝阳区", "建国路93号", "100022")),
        ("浙江省杭州市余杭区文一西路969号 (000000)", ("浙江省", "杭州市", "余杭区", "文一西路969号", "")),
        (
            "湖北省恩施土家族苗族自治州利川市清江大道9号",
            ("湖北省", "恩施土家族苗族自治州", "利川市", "清江大道9号", ""),
        ),
        ("湖北省荆州市沙市区北京路8号", ("湖北省", "荆州市", "沙市区", "北京路8号", "")),
        ("江苏省镇江市京口区中山东路1号", ("江苏省", "镇江市", "京口区", "中山东路1号", "")),
        (
            "江苏省 南京市 鼓楼区 湖南路街道 中山北路105号",
            ("江苏省", "南京市", "鼓楼区", "湖南路街道 中山北路105号", ""),
        ),
        ("广东省 东莞市 长安镇 德政路1号", ("广东省", "东莞市", "", "长安镇 德政路1号", "")),
        ("陕西南路123号", ("", "", "", "陕西南路123号", "")),
        ("北京东路12号", ("", "", "", "北京东路12号", "")),
        ("12 Main Street, Springfield", ("", "", "", "12 Main Street, Springfield", "")),
        ("", ("", "", "", "", "")),
    ],
)
def test_an_address_in_one_string_is_taken_apart_as_far_as_it_can_be_told(text: str, parts: tuple[str, ...]) -> None:
    assert addresses.split(text) == Parts(*parts)


@pytest.mark.parametrize(
    ("text", "country", "name"),
    [
        ("CN20", "CN", "广东省"),
        ("CN30", "CN", "澳门特别行政区"),
        ("Guangdong", "CN", "广东省"),
        ("广东", "CN", "广东省"),
        ("广东省", "", "广东省"),
        ("CA", "US", "CA"),
        ("ENG", "", "ENG"),
        ("", "CN", ""),
    ],
)
def test_chinas_provinces_are_written_out_and_others_left_alone(text: str, country: str, name: str) -> None:
    assert addresses.province_name(text, country) == name


def test_a_post_code_is_held_against_its_province() -> None:
    assert addresses.postcode_agrees("518057", "广东省")
    assert not addresses.postcode_agrees("518057", "澳门特别行政区")
    assert not addresses.postcode_agrees("518057", "北京市")
    assert addresses.postcode_agrees("518057", "")
    assert addresses.postcode_agrees("SW1A 1AA", "广东省")


def test_stars_and_cipher_text_are_masks_and_a_number_sign_is_not() -> None:
    assert addresses.is_masked("张*", "13800138000", "")
    assert addresses.is_masked("张三", "1******6198")
    assert addresses.is_masked("小＊＊娜")
    assert addresses.is_masked("##k3Jd9s0aQ==", "", "")
    assert not addresses.is_masked("张三", "13800138000", "Flat #3, 5$ Street")


def test_a_chinese_name_has_the_family_name_first() -> None:
    assert addresses.full_name("三", "张") == "张三"
    assert addresses.full_name("Emma", "Clarke") == "Emma Clarke"
