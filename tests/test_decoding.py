"""The encoding of a source is found by what its characters say."""

import pytest

from reader.errors import SourceError
from reader.formats.decoding import decode

TEXTS = {
    "zh": "清早五点半，码头上的灯还亮着。第一班轮渡已经靠岸，我们把昨天没有送完的件重新分了一遍。\n",
    "zh-Hant": "清早五點半，碼頭上的燈還亮著。第一班輪渡已經靠岸，我們把昨天沒有送完的件重新分了一遍。\n",
    "ja": "朝の五時半、渡し場の灯りはまだ点いていた。道は覚えるものではなく、歩いて慣れるものだ。\n",
    "ko": "새벽 다섯 시 반, 나루터의 불은 아직 켜져 있었다. 길은 외우는 것이 아니라 걸어서 익힌다.\n",
    "fr": "Le café était fermé ; où êtes-vous allés ? « Là-bas », répondit-elle, près de la forêt.\n",
    "de": "Über die Brücke gehen wir heute nicht mehr, sagte er; es ist spät, und die Füße sind müde.\n",
    "es": "¿Dónde está el niño? Mañana volverá por el camino más largo, según dicen los vecinos.\n",
    "en": "It’s a “fine” day — and that’s that. The café on the corner was closed until noon.\n",
    "ru": "Паром уже отошёл, и нам оставалось только ждать на берегу до самого утра.\n",
    "pl": "Prom już odpłynął, więc czekaliśmy na brzegu aż do świtu; książka leżała na ławce.\n",
    "cs": "Převoz už odplul, a tak jsme čekali na břehu až do rána; kniha ležela na lavičce.\n",
    "el": "Το πλοίο είχε ήδη φύγει και περιμέναμε στην όχθη μέχρι το πρωί.\n",
    "tr": "Vapur çoktan kalkmıştı; sabaha kadar kıyıda bekledik, güneş doğarken şehir ışıdı.\n",
}

CASES = [
    ("zh", "gb18030"),
    ("zh", "gbk"),
    ("zh", "gb2312"),
    ("zh", "hz"),
    ("zh-Hant", "big5"),
    ("zh-Hant", "big5hkscs"),
    ("zh-Hant", "gb18030"),
    ("ja", "shift_jis"),
    ("ja", "cp932"),
    ("ja", "euc_jp"),
    ("ja", "iso2022_jp"),
    ("ko", "euc_kr"),
    ("ko", "cp949"),
    ("fr", "cp1252"),
    ("de", "cp1252"),
    ("es", "cp1252"),
    ("en", "cp1252"),
    ("ru", "cp1251"),
    ("ru", "koi8_r"),
    ("pl", "cp1250"),
    ("cs", "cp1250"),
    ("pl", "iso8859_2"),
    ("el", "cp1253"),
    ("tr", "cp1254"),
    *((language, "utf-8") for language in TEXTS),
    *((language, "utf-8-sig") for language in TEXTS),
    *((language, "utf-16") for language in TEXTS),
    *((language, "utf-32") for language in TEXTS),
    *((language, "utf-16-le") for language in TEXTS),
    *((language, "utf-16-be") for language in TEXTS),
    *((language, "utf-32-le") for language in TEXTS),
    *((language, "utf-32-be") for language in TEXTS),
]


@pytest.mark.parametrize(("language", "encoding"), CASES)
def test_a_text_is_read_as_what_it_was_written(language: str, encoding: str) -> None:
    decoded = decode(TEXTS[language].encode(encoding), "a.txt")

    assert decoded.text == TEXTS[language]
    assert decoded.replaced == 0


@pytest.mark.parametrize(("language", "encoding"), CASES)
def test_a_long_text_is_judged_by_samples(language: str, encoding: str) -> None:
    """What is only in some places, such as a head in ASCII, does not mislead."""
    text = "Title: a.txt\n" * 2000 + TEXTS[language] * 1500

    assert decode(text.encode(encoding), "a.txt").text == text


@pytest.mark.parametrize("ends", ["\n", "\r\n", "\r"])
def test_line_ends_and_marks_make_no_difference(ends: str) -> None:
    """Offsets count the same code points, whatever the platform that wrote the file."""
    text = "一、开头\n正文。\n\n完\n"

    decoded = decode(text.replace("\n", ends).encode("utf-8-sig"), "a.txt")

    assert decoded == decode(text.encode(), "a.txt")


def test_mixed_line_ends_are_each_one_line_end() -> None:
    assert decode(b"a\n\r\nb\rc\r\n", "a.txt").text == "a\n\nb\nc\n"


@pytest.mark.parametrize(
    ("data", "text", "replaced"),
    [
        (b"", "", 0),
        (b"\xef\xbb\xbf", "", 0),
        (b"\xff\xfe", "", 0),
        ("江边札记".encode()[:-1], "江边札\ufffd", 1),
        (
            "江边".encode() + b"\xff" + "札记，写在后面的话".encode(),
            "江边\ufffd札记，写在后面的话",
            1,
        ),
        ("写过的\ufffd不算".encode(), "写过的\ufffd不算", 0),
        (b"caf\xe9 au lait", "café au lait", 0),
        (b"plain \x1b[31mred\x1b[0m text", "plain \x1b[31mred\x1b[0m text", 0),
    ],
)
def test_what_cannot_be_decoded_is_replaced_and_counted(
    data: bytes, text: str, replaced: int
) -> None:
    decoded = decode(data, "a.txt")

    assert (decoded.text, decoded.replaced) == (text, replaced)


def test_an_encoding_that_was_asked_for_is_used() -> None:
    """What the bytes speak for does not matter then, nor what they cannot be."""
    assert decode("橋".encode("big5"), "a.txt", "Big5")[:3] == ("橋", "big5", 0)
    assert decode(b"\xed\xa0\x80a", "a.txt", "utf-8")[:3] == ("\ufffd\ufffd\ufffda", "utf-8", 3)


@pytest.mark.parametrize(
    ("language", "encoding"),
    [
        ("zh", "gb18030"),
        ("zh", "utf-16-le"),
        ("zh", "utf-16-be"),
        ("zh-Hant", "big5"),
        ("ja", "shift_jis"),
        ("ja", "euc_jp"),
        ("ja", "utf-16-le"),
        ("ko", "euc_kr"),
        ("ko", "utf-16-be"),
    ],
)
@pytest.mark.parametrize("length", [16, 20, 30])
def test_a_line_is_enough(language: str, encoding: str, length: int) -> None:
    """Without a line end, a blank or a mark."""
    text = TEXTS[language].replace(" ", "").strip()[:length]

    assert decode(text.encode(encoding), "a.txt").text == text


def test_rare_characters_are_chinese_all_the_same() -> None:
    """A list of them has no common ones, but no wrong encoding reads so many without a fault."""
    rare = "".join(map(chr, range(0x9000, 0x9100))).encode("big5", "ignore")

    assert decode(rare, "a.txt").encoding == "big5"


def test_how_surely_an_encoding_was_found_is_told() -> None:
    """UTF-8 is nothing else by chance; of a few letters in an older encoding one knows less."""
    long, short = (
        decode((TEXTS["zh"] * 20).encode("gbk"), "a.txt"),
        decode("桥".encode("gbk"), "a.txt"),
    )

    assert decode(TEXTS["zh"].encode(), "a.txt").sure == 1
    assert decode(TEXTS["zh"].encode()[:-2], "a.txt").sure < 1
    assert 0.8 < long.sure < 1
    assert short.sure < 0.6


@pytest.mark.parametrize("wrong", ["base64", "rot13", "idna", "unicode_escape", "klingon", "\x1b["])
def test_what_is_no_encoding_is_refused_by_name(wrong: str) -> None:
    with pytest.raises(SourceError, match=r"a\.txt cannot be read as .*; utf-8, gb18030"):
        decode(b"a", "a.txt", wrong)


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (b"%PDF-1.7\n%\xe2\xe3", "a PDF document"),
        (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", "a PNG image"),
        (b"PK\x03\x04" + bytes(26) + b"mimetypeapplication/epub+zip", "an EPUB book"),
        (b"PK\x03\x04" + bytes(26) + b"word/document.xml", "a Word document"),
        (b"\x7fELF\x02\x01\x01" + bytes(9), "a program"),
        (b"\x1f\x8b\x08" + bytes(7), "a gzip archive"),
        (b"SQLite format 3\0" + bytes(84), "an SQLite database"),
        (bytes(range(256)) * 20, "a binary file"),
        (b"\0" * 1000, "a binary file"),
    ],
)
def test_what_is_no_text_is_said_to_be_what_it_is(data: bytes, kind: str) -> None:
    with pytest.raises(SourceError, match=f"^a.txt is {kind}.*, not text"):
        decode(data, "a.txt")


def test_a_message_never_carries_an_escape_sequence() -> None:
    with pytest.raises(SourceError) as caught:
        decode(b"\0" * 1000, "a\x1b[2J\nb.txt")

    assert str(caught.value).isprintable()
