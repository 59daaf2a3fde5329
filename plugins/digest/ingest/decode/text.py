"""Bytes of unknown encoding into tidy text: NFC, LF line ends, no invisible or control characters."""

import codecs
import re
from collections.abc import Iterator

from ...core.errors import RawArticleError
from ...core.unicode import normalise
from .code_pages import find_code_page

BOMS = (  # the longer ones first: a UTF-32 mark starts like a UTF-16 one
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
MAGIC = (
    (b"%PDF-", "a PDF"),
    (b"PK\x03\x04", "a zip archive or an office document"),
    (b"\xd0\xcf\x11\xe0", "an old office document"),
    (b"\x89PNG", "a picture"),
    (b"\xff\xd8\xff", "a picture"),
    (b"GIF8", "a picture"),
    (b"\x1f\x8b", "a gzip archive"),
    (b"{\\rtf", "an RTF document"),
)
OTHER_SCRIPTS = [
    "cp1251",
    "mac_cyrillic",
    "koi8_r",
    "cp866",
    "gb18030",
    "big5",
    "shift_jis",
    "euc_jp",
    "euc_kr",
    "cp1256",
    "cp1255",
    "cp1253",
]
SHIFTS = {b"\x1b$B": "iso2022_jp", b"\x1b$@": "iso2022_jp", b"\x1b$)C": "iso2022_kr"}  # bytes that only these have
SAMPLE = 65_536  # bytes that are looked at to guess an encoding: enough for letter statistics, quick for any file

HEAD = 2_048  # bytes of a page in which it says its encoding
DECLARED_RE = re.compile(rb"(?:charset|encoding)\s*=\s*[\"']?\s*([\w.:-]+)", re.IGNORECASE)
ENDS = ((b"<script", b"</script"), (b"<style", b"</style"), (b"<!--", b"-->"))  # of what has no text in a page
HIGH_BYTE_RE = re.compile(rb"[\x80-\xff]")
UTF8_SEQUENCE_RE = re.compile(rb"[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}")
CONTROL_BYTES = bytes((*range(0x09), *range(0x0E, 0x1B), *range(0x1C, 0x20), 0x7F))
SPACES = "\xa0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f"
# Soft hyphens, marks of width and direction, byte order marks, control characters (not tab and line feed), private use.
INVISIBLE = (
    "\x00-\x08\x0e-\x1f\x7f-\x9f\xad\u034f\u061c\u180e\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\ufeff"
    "\ufff9-\ufffc\ue000-\uf8ff"
)
JOINER_RE = re.compile("(?<![^\x00-\u02ff])[\u200c\u200d]|[\u200c\u200d](?![^\x00-\u02ff])")
# Most of a text is neither odd nor ever part of mojibake, which is soon told: this is looked at for the rest.
COMMON = bytes((ord("\n"), *range(0x20, 0x7F)))
LINE_END_RE = re.compile("[\r\x0b\x0c\x1c-\x1e\x85\u2028\u2029]")
LEAD_RE = re.compile("[Â-ôРС]")
# A lead byte of UTF-8 and the byte after it, read as a Western or Cyrillic code page: ftfy is asked only then.
MOJIBAKE_RE = re.compile(
    "[Â-ôРС](?:(?<=[Â-ô])[\x80-\xbfŒœŠšŸŽžƒˆ˜–—‘’‚“”„†‡•…‰‹›€™]"
    "|(?<=[ÐÑРС])[\x80-\xbf\u0400-\u040f\u0450-\u045f‚„…†‡€‰‹‘’“”•–—™›])"
)
LIGATURES = {"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "st", "ﬆ": "st", "Ĳ": "IJ", "ĳ": "ij"}
ODD_RE = re.compile(f"[{SPACES}{INVISIBLE}{''.join(LIGATURES)}]")
PLAIN = {**dict.fromkeys(SPACES, " "), **LIGATURES}  # what of these is not left out
MANY = 8  # of these characters that are replaced one after the other


def decode_text(data: bytes, *, name: str) -> str:
    """Decode and tidy the text of a file. Raises RawArticleError where there is none."""
    for magic, what in MAGIC:
        if data.startswith(magic):
            raise RawArticleError(f"{name}: it is {what}, not text; save or paste the article's text instead")
    text = tidy_text(_to_unicode(data, name=name))
    if not any(map(str.isalnum, text)):
        raise RawArticleError(f"{name}: there is no text in it; paste the article's text into it, or delete the file")
    return text


def decode_page(page: bytes | str) -> bytes | str:
    """Decode a page that is not in UTF-8 and says that it is, or nothing; one that names another encoding is kept."""
    if isinstance(page, str) or page.startswith(tuple(bom for bom, _ in BOMS)) or b"\0" in page[:SAMPLE]:
        return page
    declared = DECLARED_RE.search(page[:HEAD])
    if declared and declared[1].lower() not in (b"utf-8", b"utf8"):
        return page
    try:
        page.decode()
    except UnicodeDecodeError:
        return _decode_legacy(page, b" ".join(_without_markup(page)))
    return page


def _without_markup(page: bytes) -> Iterator[bytes]:
    """Give the pieces of text between the tags of a page; nothing behind a tag that does not end."""
    lower, at = page.lower(), 0
    while (start := page.find(b"<", at)) >= 0:
        yield page[at:start].strip()
        end = next((end for begin, end in ENDS if lower.startswith(begin, start)), b">")
        at = lower.find(end, start)
        if at < 0:
            return
        at += len(end)
    yield page[at:].strip()


def tidy_text(text: str) -> str:
    """Mend mojibake and characters: NFC, LF, plain spaces, ligatures spelt out, nothing invisible."""
    rest = _without_common(text)
    if LINE_END_RE.search(rest):
        text = "\n".join((text + "\n").splitlines())
        rest = _without_common(text)
    if LEAD_RE.search(rest) and MOJIBAKE_RE.search(text):
        text = "\n".join(map(_mend, text.split("\n")))
        rest = _without_common(text)
    found = set(ODD_RE.findall(rest))
    if len(found) > MANY:
        text = ODD_RE.sub(lambda match: PLAIN.get(match[0], ""), text)
    else:  # as in nearly all texts: this is quicker
        for character in found:
            text = text.replace(character, PLAIN.get(character, ""))
    if "\u200c" in text or "\u200d" in text:
        text = JOINER_RE.sub("", text)  # kept where they join letters of scripts that need them, and emoji
    return normalise("NFC", text)


def _without_common(text: str) -> str:
    """Leave the characters that are not ASCII, and control characters but for line feeds."""
    encoded = text.encode("utf-8", errors="surrogatepass")
    return encoded.translate(None, COMMON).decode("utf-8", errors="surrogatepass")


def _mend(line: str) -> str:
    # Here, as below: few texts need it, and it takes as long to load as a paste takes to read ten times over.
    import ftfy.badness  # noqa: PLC0415

    return ftfy.fix_encoding(line) if MOJIBAKE_RE.search(line) and ftfy.badness.is_bad(line) else line


def _to_unicode(data: bytes, *, name: str) -> str:
    for bom, encoding in BOMS:
        if data.startswith(bom):
            return data[len(bom) :].decode(encoding, errors="replace")
    wide = _find_wide_encoding(data)
    if wide:
        return data.decode(wide, errors="replace")
    if len(data) - len(data.translate(None, CONTROL_BYTES)) > max(8, len(data) / 50):
        raise RawArticleError(f"{name}: it is binary data, not text; save or paste the article's text instead")
    shift = next((shift for shift in SHIFTS if shift in data), None)
    try:
        return data.decode(SHIFTS[shift] if shift else "utf-8")
    except UnicodeDecodeError:
        return _decode_legacy(data)


def _find_wide_encoding(data: bytes) -> str | None:
    """Recognise UTF-16 without a mark by its zero bytes, which stand in every other place in Latin text."""
    even, odd = data[:SAMPLE:2], data[1:SAMPLE:2]
    if not odd:
        return None
    if odd.count(0) > 0.4 * len(odd) and even.count(0) < 0.02 * len(even):
        return "utf-16-le"
    if even.count(0) > 0.4 * len(even) and odd.count(0) < 0.02 * len(odd):
        return "utf-16-be"
    return None


def _decode_legacy(data: bytes, seen: bytes | None = None) -> str:
    """Decode what is not valid UTF-8, in the encoding that `seen` is in, the part of it that readers see."""
    encoding = _find_legacy_encoding(data if seen is None else seen)
    return data.decode(encoding, errors="digest-cp1252" if encoding in ("utf-8", "cp1252") else "replace")


def _find_legacy_encoding(data: bytes) -> str:
    """Tell broken UTF-8, a code page of Latin letters, and that of another script."""
    high = len(HIGH_BYTE_RE.findall(data))
    in_sequences = sum(map(len, UTF8_SEQUENCE_RE.findall(data)))
    if in_sequences > 0.6 * high:
        return "utf-8"
    if high > 0.2 * len(data):  # Western languages have a twentieth at most; other scripts over a half
        import charset_normalizer  # noqa: PLC0415

        best = charset_normalizer.from_bytes(data[:SAMPLE], cp_isolation=OTHER_SCRIPTS).best()
        if best is not None:
            return best.encoding
    return find_code_page(data)


def _as_cp1252(error: UnicodeError) -> tuple[str, int]:
    """Read stray bytes as what Windows means by them, and the five it leaves undefined as nothing."""
    if not isinstance(error, UnicodeDecodeError):
        raise error
    byte = error.object[error.start : error.start + 1]
    return (byte.decode("cp1252", errors="ignore"), error.start + 1)


codecs.register_error("digest-cp1252", _as_cp1252)
