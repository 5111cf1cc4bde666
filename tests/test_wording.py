"""The interface in other languages."""

import string

import pytest

from reader import wording
from reader.wording import LANGUAGES, Catalogue
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
