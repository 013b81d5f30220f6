"""Build the three font files of this folder from the published Noto fonts.

Reads Noto Sans SC and Noto Sans (npm packages, TrueType outlines) and Noto Sans CJK (Debian package, CFF outlines,
which reportlab refuses) and writes `NotoSansSC-Regular.ttf`, `NotoSansSC-Bold.ttf` and `NotoSansSC-RareHan.ttf`.
The same sources give the same bytes.  How to run it and what each file holds: `docs/fonts.md`.  Needs fonttools, npm,
apt-get and dpkg-deb; the program itself never runs it.
"""

from __future__ import annotations

import argparse
import hashlib
import subprocess
import sys
import tarfile
import tempfile
import unicodedata
from pathlib import Path

from fontTools.fontBuilder import FontBuilder
from fontTools.pens.cu2quPen import Cu2QuPen
from fontTools.pens.recordingPen import DecomposingRecordingPen
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont

HERE = Path(__file__).resolve().parent

NPM_PACKAGES = {
    "@expo-google-fonts/noto-sans-sc@0.4.3": "0d69d0f4971d2ff574e3d93cbc218dc950bf3f3f8f8e2c008d97687ed53aee59",
    "@expo-google-fonts/noto-sans@0.4.2": "98cf14a19b8e67a0e76bfd4d5df98937b9734e6dde570bd750f2259042042548",
}
CJK_PACKAGE = "fonts-noto-cjk=1:20220127+repack1-1"
CJK_SHA256 = "b76b0433203017ca80401b2ee0dd69350349871c4b19d504c34dbdd80541690a"
CJK_FONT_OF_SC = 2

# Noto Sans SC has few letters of European languages beyond Latin-1; these blocks come from Noto Sans.
EUROPEAN_BLOCKS = (
    range(0x0100, 0x0250),
    range(0x0370, 0x0530),
    range(0x1E00, 0x1F00),
    range(0x20A0, 0x20C1),
)
# One em is 1000 units; half a unit of error in a curve cannot be seen at 600 dpi.
CURVE_ERROR = 0.5


def is_han(code: int) -> bool:
    """Whether the code point is a Chinese character, compatibility forms included."""
    return "IDEOGRAPH" in unicodedata.name(chr(code), "") and unicodedata.category(chr(code)) == "Lo"


def is_gbk(code: int) -> bool:
    """Whether GBK, the everyday Chinese character set, holds the code point."""
    try:
        chr(code).encode("gbk")
    except UnicodeEncodeError:
        return False
    return True


def is_everyday(code: int) -> bool:
    """Whether a code point of Noto Sans SC belongs into the main files: all but Chinese characters outside GBK."""
    return code > 0xFFFF or not is_han(code) or is_gbk(code)


def checked(path: Path, sha256: str) -> Path:
    """The path itself, after its bytes were found to be the ones this script was written for."""
    found = hashlib.sha256(path.read_bytes()).hexdigest()
    if found != sha256:
        raise SystemExit(f"{path.name} is another version: sha256 {found}")
    return path


def fetch(folder: Path) -> None:
    """Bring the three source packages into `folder` and unpack them there."""
    for package, sha256 in NPM_PACKAGES.items():
        asked = subprocess.run(
            ["npm", "pack", "--silent", package], cwd=folder, check=True, capture_output=True, text=True
        )
        archive = checked(folder / asked.stdout.strip().splitlines()[-1], sha256)
        with tarfile.open(archive) as tar:
            tar.extractall(folder, filter="data")
    subprocess.run(["apt-get", "download", CJK_PACKAGE], cwd=folder, check=True, capture_output=True)
    deb = next(folder.glob("fonts-noto-cjk_*.deb"))
    subprocess.run(["dpkg-deb", "-x", deb.name, "cjk"], cwd=folder, check=True)


def subset(font: TTFont, codes: set[int]) -> TTFont:
    """The font with the glyphs of `codes` only, keeping kerning, dropping vertical writing and hints."""
    options = Options()
    options.name_IDs = [0, 1, 2, 3, 4, 5, 6, 13, 14]
    options.layout_features = ["kern", "mark", "ccmp"]
    options.drop_tables += ["vhea", "vmtx", "BASE", "STAT", "VORG", "prep", "gasp"]
    options.hinting = False
    options.notdef_outline = True
    options.glyph_names = False
    options.recalc_timestamp = False
    subsetter = Subsetter(options)
    subsetter.populate(unicodes=codes)
    subsetter.subset(font)
    return font


def add_glyphs(font: TTFont, source: TTFont, codes: list[int]) -> None:
    """Copy the glyphs of `codes` from `source` (same units per em) into `font` and its character map."""
    glyph_set, source_map = source.getGlyphSet(), source.getBestCmap()
    added: dict[int, str] = {}
    for code in codes:
        if code not in source_map:
            continue
        name = f"uni{code:04X}"
        recording = DecomposingRecordingPen(glyph_set)
        glyph_set[source_map[code]].draw(recording)
        pen = TTGlyphPen(None)
        recording.replay(pen)
        font["glyf"][name] = pen.glyph()
        font["hmtx"][name] = (round(glyph_set[source_map[code]].width), 0)
        added[code] = name
    for table in font["cmap"].tables:
        if table.isUnicode():
            table.cmap.update({code: name for code, name in added.items() if code <= 0xFFFF or table.format == 12})
    set_side_bearings(font)


def set_side_bearings(font: TTFont) -> None:
    """Put each glyph's left side bearing to where its ink begins, as TrueType readers expect."""
    glyf = font["glyf"]
    for name in font.getGlyphOrder():
        glyph = glyf[name]
        glyph.recalcBounds(glyf)
        width, _ = font["hmtx"][name]
        font["hmtx"][name] = (width, getattr(glyph, "xMin", 0) if glyph.numberOfContours else 0)


def build_main(sc: Path, european: Path, target: Path) -> None:
    """Write one main file: everyday characters of Noto Sans SC, European letters of Noto Sans."""
    font = TTFont(sc, recalcTimestamp=False)
    present = set(font.getBestCmap())
    subset(font, {code for code in present if is_everyday(code)})
    wanted = [code for block in EUROPEAN_BLOCKS for code in block if code not in present]
    add_glyphs(font, TTFont(european), wanted)
    font.save(target)


def build_rare(cjk: Path, sc: Path, target: Path) -> None:
    """Write the fallback: the Chinese characters of Noto Sans CJK (mainland forms) that the main files lack."""
    main = {code for code in TTFont(sc).getBestCmap() if is_everyday(code)}
    font = TTFont(cjk, fontNumber=CJK_FONT_OF_SC, recalcTimestamp=False)
    drawn = font.getBestCmap()
    cmap = {code: drawn[code] for code in drawn if is_han(code) and code not in main}
    names = sorted(set(cmap.values()), key=font.getGlyphID)
    order = [".notdef", *(f"g{index:05d}" for index in range(1, len(names) + 1))]
    renamed = dict(zip([".notdef", *names], order, strict=True))
    glyph_set = font.getGlyphSet()
    glyphs, widths = {}, {}
    for old, new in renamed.items():
        pen = TTGlyphPen(None)
        glyph_set[old].draw(Cu2QuPen(pen, CURVE_ERROR, reverse_direction=True))
        glyphs[new], widths[new] = pen.glyph(), round(glyph_set[old].width)
    builder = FontBuilder(font["head"].unitsPerEm, isTTF=True)
    builder.setupGlyphOrder(order)
    builder.setupCharacterMap({code: renamed[name] for code, name in cmap.items()})
    builder.setupGlyf(glyphs)
    builder.setupHorizontalMetrics({name: (widths[name], getattr(glyphs[name], "xMin", 0)) for name in order})
    hhea, os2 = font["hhea"], font["OS/2"]
    builder.setupHorizontalHeader(ascent=hhea.ascent, descent=hhea.descent)
    builder.setupNameTable(rare_names(font))
    builder.setupOS2(
        sTypoAscender=os2.sTypoAscender,
        sTypoDescender=os2.sTypoDescender,
        usWinAscent=os2.usWinAscent,
        usWinDescent=os2.usWinDescent,
        usWeightClass=400,
    )
    builder.setupPost(keepGlyphNames=False)
    builder.updateHead(created=font["head"].created, modified=font["head"].modified)
    builder.font.recalcTimestamp = False
    builder.save(target)


def rare_names(source: TTFont) -> dict[str, str]:
    """The names of the rare font: an own family, so that a screen can list it as a fallback; the source's licence."""
    said = {number: source["name"].getDebugName(number) or "" for number in (0, 5, 13, 14)}
    return {
        "copyright": said[0],
        "familyName": "Noto Sans SC Rare Han",
        "styleName": "Regular",
        "uniqueFontIdentifier": "Noto Sans SC Rare Han Regular",
        "fullName": "Noto Sans SC Rare Han Regular",
        "version": said[5],
        "psName": "NotoSansSCRareHan-Regular",
        "licenseDescription": said[13],
        "licenseInfoURL": said[14],
    }


def build(sources: Path, target: Path) -> None:
    """Write the three files into `target` from the unpacked packages in `sources`."""
    folder = sources / "package"
    cjk = checked(sources / "cjk/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc", CJK_SHA256)
    for weight, style in (("400Regular", "Regular"), ("700Bold", "Bold")):
        sc = folder / weight / f"NotoSansSC_{weight}.ttf"
        build_main(sc, folder / weight / f"NotoSans_{weight}.ttf", target / f"NotoSansSC-{style}.ttf")
    build_rare(cjk, folder / "400Regular" / "NotoSansSC_400Regular.ttf", target / "NotoSansSC-RareHan.ttf")
    for path in sorted(target.glob("*.ttf")):
        font = TTFont(path)
        sys.stdout.write(f"{path.name}: {len(font.getBestCmap())} characters, {path.stat().st_size / 1e6:.1f} MB\n")


def main() -> None:
    """Fetch the sources into a temporary folder and build the fonts beside this script (or into `--into`)."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--into", type=Path, default=HERE, help="folder that receives the font files")
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        fetch(Path(folder))
        build(Path(folder), arguments.into)


if __name__ == "__main__":
    main()
