"""The interface in other languages."""

import json
import pickle
import string
from collections.abc import Iterator

import pytest

from reader import wording
from reader.errors import Said, SourceError, StateError
from reader.formats import read
from reader.wording import LANGUAGES, Catalogue, told
from tests.messages import catalogue, messages


@pytest.mark.parametrize("language", LANGUAGES[1:])
def test_every_message_is_translated(language: str) -> None:
    """No sentence of the interface is left in English, and none is translated that nobody says any more."""
    known = Catalogue(catalogue(language)).messages
    said = messages()
    assert [message for message in said if message not in known] == []
    assert [message for message in known if message and message not in said] == []


@pytest.mark.parametrize("language", LANGUAGES[1:])
def test_a_translation_fills_in_the_same_things(language: str) -> None:
    """The fields in braces are the message's own."""

    def fields(text: str) -> set[str]:
        return {name for _, name, _, _ in string.Formatter().parse(text) if name is not None}

    for message, translation in Catalogue(catalogue(language)).messages.items():
        if message:
            assert fields(message) == fields(translation), message


@pytest.mark.parametrize(
    ("asked", "chosen"),
    [("zh_CN.UTF-8", "zh_CN"), ("zh-Hans", "zh_CN"), ("de_DE.UTF-8", "en"), ("C.UTF-8", "en")],
)
def test_the_language_follows_the_locale(
    asked: str, chosen: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Any kind of Chinese is answered in Chinese, everything else in English."""
    for name in ("LANGUAGE", "LC_ALL", "LC_MESSAGES"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("LANG", asked)
    wording.choose(None)
    assert wording.language() == chosen


@pytest.fixture
def chinese() -> Iterator[None]:
    """The interface in Chinese."""
    wording.choose("zh")
    yield
    wording.choose(None)


def test_what_the_core_says_is_english_text(chinese: None) -> None:
    """Files, JSON and tests meet plain English, whatever the interface speaks."""
    said = Said("{count:,} file", "{count:,} files", count=2000)

    assert said == "2,000 files"
    assert json.dumps({"said": said}) == '{"said": "2,000 files"}'


def test_the_interface_says_it_in_its_language(chinese: None) -> None:
    """A damaged file is named in Chinese, and so is what it is; names and numbers stay."""
    with pytest.raises(SourceError) as refused:
        read(b"\x89PNG\r\n\x1a\n" + bytes(100), "图.txt")

    assert told(refused.value) == "图.txt 是PNG 图片，不是文字；需要的是文本、网页、书或文档。"
    assert str(refused.value).startswith("图.txt is a PNG image, not text;")


def test_parts_of_a_sentence_are_said_in_the_language_too(chinese: None) -> None:
    """Errors inside of sentences, and lists, are translated with the sentence."""
    inner = StateError(Said("{name} is not UTF-8 (byte {byte}).", name="a", byte=3))
    signs = (Said("few words"), Said("one word"))

    assert told(Said("{error} It is left as it is.", error=inner)) == (
        "a 不是 UTF-8（字节 3）。文件保持原样。"
    )
    assert told(Said("a short line: {signs}", signs=signs)) == "短行：词少、只有一个词"
    assert Said("a short line: {signs}", signs=signs) == "a short line: few words, one word"


def test_what_nobody_translated_is_said_as_it_is(chinese: None) -> None:
    """Text from outside has no other language."""
    assert told("disk on fire") == "disk on fire"
    assert pickle.loads(pickle.dumps(Said("{n} of them", n=2))).message == "{n} of them"
