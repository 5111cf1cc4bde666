"""Which essays a filter leaves: words, initials of pinyin, and what is known of them.

    心得 xdth         both in title, author or tags; `xdth` is 心得体会 as it is typed
    author:鲁迅 tag:散文 lang:zh folder:2023 title:雪
    after:2023 before:2024-06 date:2023-05
    unread  reading  finished  later  archived  paid  marked     (or is:unread …)
    -tag:散文         what does not

A word that stands nowhere is looked for letter by letter, and then, where the extra is installed,
with its typing errors. The Chinese words for the names and states are known as well.

What means nothing (`after:foo`) leaves no essay, and `misunderstood` says why.
"""

import re
import unicodedata
from collections.abc import Callable, Iterable, Sequence
from typing import NamedTuple

from reader.errors import Said
from reader.library.essay import Essay
from reader.library.state import State
from reader.memo import cached_property, lru_cache
from reader.regex import regex
from reader.session import kept
from reader.text import clean, pinyin

_FIELDS = {
    "author": "author", "作者": "author", "tag": "tag", "标签": "tag", "lang": "lang", "语言": "lang",
    "folder": "folder", "文件夹": "folder", "title": "title", "标题": "title", "after": "after",
    "之后": "after", "is": "is", "before": "before", "之前": "before", "date": "date", "日期": "date",
}  # fmt: skip
_STATES = {
    "unread": "unread", "未读": "unread", "reading": "reading", "在读": "reading",
    "finished": "finished", "读完": "finished", "later": "later", "稍后": "later",
    "archived": "archived", "归档": "archived", "paid": "paid", "付费": "paid",
    "marked": "marked", "书签": "marked",
}  # fmt: skip
_NEAR = 75
"""How alike, of 100, a title with a typing error must be."""

_DATES = ("after", "before", "date")
_DATE = regex(r"\d{1,4}(-\d{0,2}){0,2}")
_NAME = regex(r"[^\W\d]+")

STATES = tuple(dict.fromkeys(_STATES.values()))


def folded(text: str) -> str:
    """*text* as a filter compares it: without case, width or blanks."""
    return "".join(unicodedata.normalize("NFKC", text).casefold().split())


def misunderstood(words: str, *, strictly: bool = False) -> str:
    """What of a filter means nothing, and what would; empty if all of it means something.

    A name that is none (`bogus:`) may as well stand in a title: that is told only *strictly*.
    """
    for word in unicodedata.normalize("NFKC", words).split():
        name, colon, value = word.removeprefix("-").partition(":")
        field = _FIELDS.get(name.casefold(), "")
        if field in _DATES and value and not _DATE.fullmatch(value):
            return Said(
                "«{word}»: a date was expected behind {name}, such as 2023 or 2023-06.",
                word=clean.line(word),
                name=f"{name}:",
            )
        if field == "is" and value and value.casefold() not in _STATES:
            return Said(
                "«{word}»: expected behind {name} one of {choices}.",
                word=clean.line(word),
                name=f"{name}:",
                choices=STATES,
            )
        if strictly and colon and not field and _NAME.fullmatch(name):
            return Said(
                "«{word}»: expected before the colon one of {choices}.",
                word=clean.line(word),
                choices=tuple(dict.fromkeys(_FIELDS.values())),
            )
    return ""


def plain_words(words: str) -> str:
    """Those of a filter that are looked for in titles: without fields and states."""
    plain = []
    for word in unicodedata.normalize("NFKC", words).split():
        name, colon, _value = word.removeprefix("-").partition(":")
        is_plain = folded(word) not in _STATES and not (colon and name.casefold() in _FIELDS)
        if is_plain and not (word.startswith("-") and len(word) > 1):
            plain.append(word)
    return " ".join(plain)


class _Known(NamedTuple):
    """An essay, with what words are compared to."""

    essay: Essay
    said: str
    """Title, author and tags, folded."""
    state: kept.EssayState
    tags: tuple[str, ...]


Test = Callable[[_Known], bool]


class Sheaf:
    """Essays in an order, with what words are compared to whatever the reader does: made once, ahead of time."""

    def __init__(self, essays: Sequence[Essay]) -> None:
        """Of *essays*, none are in it yet."""
        self.of = essays
        self.essays: list[Essay] = []
        """Those that are in it."""
        self.said: list[str] = []
        """Of each title, author and tags, folded."""
        self.typed: list[str] = []
        """Their initials."""

    def take(self, essays: Iterable[Essay]) -> None:
        """Put the next ones in."""
        for essay in essays:
            self._put(essay, *_comparable_of(essay, essay.tags))

    def take_from(self, other: "Sheaf") -> None:
        """Put all in; those that are in an*other* sheaf are compared as there."""
        places = {essay.id: place for place, essay in enumerate(other.essays)}
        for essay in self.of:
            place = places.get(essay.id)
            if place is not None and other.essays[place] is essay:
                self._put(essay, other.said[place], other.typed[place])
            else:
                self.take((essay,))

    def _put(self, essay: Essay, said: str, typed: str) -> None:
        self.essays.append(essay)
        self.said.append(said)
        self.typed.append(typed)


def sheaf_of(essays: Sequence[Essay], *known: Sheaf | None) -> Sheaf:
    """All of some essays; the one that was made of them, if it is among those that are *known*."""
    made = [sheaf for sheaf in known if sheaf is not None]
    for sheaf in made:
        if sheaf.of is essays:
            return sheaf
    sheaf = Sheaf(essays)
    if made:
        # The same ones in another order, or nearly.
        sheaf.take_from(made[-1])
    else:
        sheaf.take(essays)
    return sheaf


class Sifter:
    """The essays of a library, ready to be filtered at each key."""

    def __init__(self, sheaf: Sheaf, state: State) -> None:
        self._essays = sheaf.essays
        self._said, self._typed = sheaf.said, sheaf.typed
        self._done = state
        self._tags = _own_tags(state)
        if self._tags:
            self._put_tags_in()
        self._archived = kept.archived(state)
        self._marked = kept.marked(state)

    def _put_tags_in(self) -> None:
        """Have the reader's own tags be found."""
        self._said, self._typed = list(self._said), list(self._typed)
        for place, essay in enumerate(self._essays):
            if essay.id in self._tags:
                tags = (*essay.tags, *self._tags[essay.id])
                self._said[place], self._typed[place] = _comparable_of(essay, tags)

    def sift(self, words: str) -> list[Essay]:
        """The essays that all *words* leave, in the library's order.

        Archived ones only if `archived` is asked for. None if something is `misunderstood`.
        """
        if misunderstood(words):
            return []
        plain, tests, wants_archived = self._parsed(words)
        away = frozenset[str]() if wants_archived else self._archived
        found = self._tested(self._holding(plain), tests, away)
        if found or not plain:
            return [self._essays[place] for place in found]
        left = self._tested(range(len(self._essays)), tests, away)
        said, typed = self._said, self._typed
        found = _letter_by_letter(left, said, typed, plain) or _alike(left, said, plain)
        return [self._essays[place] for place in found]

    def _holding(self, words: Sequence[str]) -> Sequence[int]:
        """Where essays stand that hold each word, as it is or as it is typed."""
        said, typed = self._said, self._typed
        places: Sequence[int] = range(len(said))
        for word in words:
            places = [place for place in places if word in said[place] or word in typed[place]]
        return places

    def _tested(
        self, places: Sequence[int], tests: Sequence[Test], away: frozenset[str]
    ) -> Sequence[int]:
        """Those *places* whose essays stand all tests, and are not among those put *away*."""
        essays = self._essays
        if away:
            places = [place for place in places if essays[place].id not in away]
        if not tests:
            return places
        known = self._known
        return [place for place in places if all(test(known[place]) for test in tests)]

    @cached_property
    def _known(self) -> list[_Known]:
        touched = {kept.essay_of(record) for record in self._done.of_kind(kept.ESSAY)}
        untouched = kept.essay_state(self._done, "")
        found = []
        for essay, said in zip(self._essays, self._said, strict=True):
            is_touched = essay.id in touched
            read = kept.essay_state(self._done, essay.id) if is_touched else untouched
            tags = tuple(dict.fromkeys((*essay.tags, *read.tags))) if read.tags else essay.tags
            found.append(_Known(essay, said, read, tags))
        return found

    def _parsed(self, words: str) -> tuple[list[str], list[Test], bool]:
        """The plain words, the tests of the others, and whether archived essays are asked for."""
        plain: list[str] = []
        tests: list[Test] = []
        wants_archived = False
        for word in unicodedata.normalize("NFKC", words).split():
            is_not = word.startswith("-") and len(word) > 1
            bare = folded(word.removeprefix("-") if is_not else word)
            name, colon, value = bare.partition(":")
            test: Test
            if colon and name in _FIELDS:
                if not value:
                    continue
                if _FIELDS[name] == "is":
                    state = _STATES.get(value, "")
                    wants_archived = wants_archived or state == "archived"
                    tests.append(_not(self._state(state)) if is_not else self._state(state))
                    continue
                test = _field(_FIELDS[name], value)
            elif bare in _STATES:
                state = _STATES[bare]
                wants_archived = wants_archived or state == "archived"
                test = _either(self._state(state), _says(bare))
            elif is_not:
                test = _says(bare)
            else:
                plain.append(bare)
                continue
            tests.append(_not(test) if is_not else test)
        return plain, tests, wants_archived

    def _state(self, state: str) -> Test:
        """Whether an essay is in a state; in one that is none, no essay is."""

        def test(known: _Known) -> bool:
            read = known.state
            match state:
                case "unread":
                    return not read.opened
                case "reading":
                    return bool(read.opened) and not read.finished
                case "finished":
                    return read.finished
                case "later":
                    return read.later
                case "archived":
                    return read.archived
                case "paid":
                    return bool(known.essay.regions)
                case "marked":
                    return known.essay.id in self._marked
            return False

        return test


def _own_tags(state: State) -> dict[str, tuple[str, ...]]:
    """The tags that the reader gave, by the essays' ids."""
    records = (r for r in state.of_kind(kept.ESSAY) if r.fields.get("tags"))
    found = ((essay, kept.essay_state(state, essay).tags) for essay in map(kept.essay_of, records))
    return {essay: tags for essay, tags in found if tags}


def _comparable_of(essay: Essay, tags: tuple[str, ...]) -> tuple[str, str]:
    return _comparable(" ".join((essay.title, essay.author, *dict.fromkeys(tags))))


def _letter_by_letter(
    places: Sequence[int], said: Sequence[str], typed: Sequence[str], words: Sequence[str]
) -> Sequence[int]:
    """Those *places* where each word's characters stand in their order."""
    for word in words:
        # Those that lack one of them are out at once.
        for one in dict.fromkeys(word):
            places = [place for place in places if one in said[place] or one in typed[place]]
        find = re.compile("".join(f"[^{re.escape(c)}]*{re.escape(c)}" for c in word)).match
        places = [place for place in places if find(said[place]) or find(typed[place])]
    return places


def _alike(places: Sequence[int], said: Sequence[str], words: Sequence[str]) -> Sequence[int]:
    """Those *places* with something like each word, the likest first; nothing without the extra."""
    try:
        from rapidfuzz import fuzz, process
    except ImportError:
        return []
    word = "".join(words)
    if len(word) < 3:
        return []
    left = [said[place] for place in places]
    found = process.extract(word, left, scorer=fuzz.partial_ratio, score_cutoff=_NEAR, limit=50)
    return [places[index] for _said, _score, index in found]


def _field(name: str, value: str) -> Test:
    match name:
        case "author":
            return lambda known: _holds(known.essay.author, value)
        case "title":
            return lambda known: _holds(known.essay.title, value)
        case "tag":
            return lambda known: any(_holds(tag, value) for tag in known.tags)
        case "lang":
            return lambda known: known.essay.language.casefold().startswith(value)
        case "folder":
            return lambda known: value in folded(str(known.essay.path))
        case "after":
            return lambda known: known.essay.date >= value and known.essay.date[:1].isdigit()
        case "before":
            return lambda known: known.essay.date < value and known.essay.date[:1].isdigit()
        case _:
            return lambda known: known.essay.date.startswith(value)


def _holds(text: str, word: str) -> bool:
    said, typed = _comparable(text)
    return word in said or word in typed


@lru_cache(50_000)
def _comparable(text: str) -> tuple[str, str]:
    """*text* folded, and as it is typed; a library's authors and tags are few."""
    return folded(text), pinyin.initials(text)


def _says(word: str) -> Test:
    return lambda known: word in known.said


def _either(one: Test, other: Test) -> Test:
    """*Paid in Full* is found by `paid` as well."""
    return lambda known: one(known) or other(known)


def _not(test: Test) -> Test:
    return lambda known: not test(known)
