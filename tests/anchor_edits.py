"""What people and programs do to a text, with every character followed through it.

A text is a list of characters with their origins: the offset that the character had in the first
text, or NEW for one that came in. An edit takes such a list and gives another.
"""

import re
from collections.abc import Callable
from itertools import pairwise
from random import Random

from reader.text.traditional import GROUPS

NEW = -1

Characters = list[tuple[str, int]]
Edit = Callable[[Random, Characters], Characters]

HOMOPHONES = (
    "的地得 在再 做作 他她它 那哪 象像 以已 是事 时实 有又 其期 到道 只之 会回 人仁 长常 里理"
)
SHAPES = "己已 未末 人入 日目 土士 天夫 大太 干千 问间 鸟乌 住往 坐座 晴睛 候侯 兔免 即既 拨拔"
KEYS = "qwertyuiop asdfghjkl zxcvbnm"
PUNCTUATION = str.maketrans("，。；：？！（）", ",.;:?!()")
ENDS = re.compile(r"[。！？.!?][”’」』\"']?\s*")


def tracked(text: str) -> Characters:
    """*text* with its own offsets as origins."""
    return [(character, offset) for offset, character in enumerate(text)]


def new(text: str) -> Characters:
    """*text* as something that came in."""
    return [(character, NEW) for character in text]


def text_of(characters: Characters) -> str:
    """The characters alone."""
    return "".join(character for character, _ in characters)


def paragraphs(characters: Characters) -> list[Characters]:
    """The lines, each with its line end."""
    lines: list[Characters] = [[]]
    for pair in characters:
        lines[-1].append(pair)
        if pair[0] == "\n":
            lines.append([])
    return [line for line in lines if line]


def sentences(characters: Characters) -> list[Characters]:
    """The sentences, roughly; line ends are sentences' ends too."""
    found: list[Characters] = []
    for line in paragraphs(characters):
        text, start = text_of(line), 0
        for match in ENDS.finditer(text):
            found.append(line[start : match.end()])
            start = match.end()
        if start < len(line):
            found.append(line[start:])
    return found


def joined(parts: list[Characters]) -> Characters:
    """The parts behind each other."""
    return [pair for part in parts for pair in part]


def each(
    characters: Characters, change: Callable[[str], str], chance: Callable[[], bool]
) -> Characters:
    """*characters* with *change* made to those that are no blanks, when *chance* says so."""
    edited: Characters = []
    for character, origin in characters:
        if character.isalnum() and chance():
            put = change(character)
            edited += [(one, origin if place == 0 else NEW) for place, one in enumerate(put)]
        else:
            edited.append((character, origin))
    return edited


def preface(random: Random, characters: Characters) -> Characters:
    """A new preface before everything."""
    return joined([*(new(line) for line in _fresh(random, characters, 4)), characters])


def typos(rate: float) -> Edit:
    """Other characters of the text in the place of some: slips, and corrections of slips."""

    def edit(random: Random, characters: Characters) -> Characters:
        letters = [one for one, _ in characters if one.isalnum()]
        return each(characters, lambda _: random.choice(letters), lambda: random.random() < rate)

    return edit


def human(rate: float) -> Edit:
    """Homophones, near shapes, neighbouring keys; doubled, dropped and swapped characters."""
    alike = {one: other for row in KEYS.split() for one, other in pairwise(row)}
    for group in f"{HOMOPHONES} {SHAPES}".split():
        alike |= {one: group[group.index(one) - 1] for one in group}

    def edit(random: Random, characters: Characters) -> Characters:
        edited: Characters = []
        for character, origin in characters:
            slip = random.random()
            if character.isalnum() and slip < rate:
                edited += [(character, origin), (character, NEW)][: random.randint(0, 1) * 2]
            elif slip < 2 * rate and edited and character.isalnum():
                edited.insert(-1, (character, origin))
            elif slip < (3 if character.isascii() else 8) * rate and character in alike:
                edited.append((alike[character], origin))
            else:
                edited.append((character, origin))
        return edited

    return edit


def inserted_paragraphs(random: Random, characters: Characters) -> Characters:
    """New paragraphs between the old."""
    parts: list[Characters] = []
    for line in paragraphs(characters):
        parts.append(line)
        if random.random() < 0.25:
            parts += [new(fresh) for fresh in _fresh(random, characters, random.randint(1, 2))]
    return joined(parts)


def inserted_sentences(random: Random, characters: Characters) -> Characters:
    """New sentences between the old."""
    parts: list[Characters] = []
    for sentence in sentences(characters):
        parts.append(sentence)
        if random.random() < 0.15 and text_of(sentence)[-1:] != "\n":
            parts.append(new(_fresh(random, characters, 1)[0].strip()[:60]))
    return joined(parts)


def deleted_paragraphs(random: Random, characters: Characters) -> Characters:
    """A fifth of the paragraphs gone."""
    return joined([line for line in paragraphs(characters) if random.random() > 0.2])


def deleted_sentences(random: Random, characters: Characters) -> Characters:
    """A fifth of the sentences gone."""
    return joined([one for one in sentences(characters) if random.random() > 0.2])


def reordered_paragraphs(random: Random, characters: Characters) -> Characters:
    """Some paragraphs at other places."""
    lines = paragraphs(characters)
    for _ in range(max(1, len(lines) // 5)):
        lines.insert(random.randrange(len(lines)), lines.pop(random.randrange(len(lines))))
    return joined(lines)


def shuffled_paragraphs(random: Random, characters: Characters) -> Characters:
    """All paragraphs in another order."""
    lines = paragraphs(characters)
    random.shuffle(lines)
    return joined(lines)


def split_paragraphs(random: Random, characters: Characters) -> Characters:
    """Paragraphs broken between sentences."""
    parts: list[Characters] = []
    for sentence in sentences(characters):
        parts.append(sentence)
        if random.random() < 0.4 and text_of(sentence)[-1:] != "\n":
            parts.append(new("\n"))
    return joined(parts)


def joined_paragraphs(random: Random, characters: Characters) -> Characters:
    """Line ends gone."""
    return [pair for pair in characters if pair[0] != "\n" or random.random() < 0.5]


def widths(random: Random, characters: Characters) -> Characters:
    """Full-width punctuation made half-width, half-width letters and digits full-width."""
    return [
        (
            chr(ord(one) + 0xFEE0)
            if one.isascii() and one.isalnum()
            else one.translate(PUNCTUATION),
            o,
        )
        for one, o in characters
    ]


def quotation_marks(random: Random, characters: Characters) -> Characters:
    """Corner brackets for curly quotation marks, straight for the rest; … for ...."""
    marks = str.maketrans("“”‘’…", random.choice(["「」『』⋯", "\"\"''…", "＂＂＇＇．"]))
    return [(one.translate(marks), origin) for one, origin in characters]


def rewrapped(random: Random, characters: Characters) -> Characters:
    """Lines broken at a width, with an indent."""
    width, indent = random.randint(20, 78), random.choice(["", "  ", "　　", "> "])
    edited: Characters = []
    column = 0
    for character, origin in characters:
        edited.append((character, origin))
        column = 0 if character == "\n" else column + 1
        if column >= width and (character == " " or not character.isascii()):
            edited += new("\n" + indent)
            column = 0
    return edited


def traditional(random: Random, characters: Characters) -> Characters:
    """Simplified characters made traditional; where there are several, one at random."""
    forms = {group[0]: group[1:] for group in GROUPS.split()}
    return [
        (random.choice(forms[one]) if one in forms else one, origin) for one, origin in characters
    ]


def retitled(random: Random, characters: Characters) -> Characters:
    """Short lines, the headings, written anew."""
    return joined(
        [
            new(_fresh(random, characters, 1)[0].strip()[: random.randint(4, 14)] + "\n")
            if len(line) < 24
            else line
            for line in paragraphs(characters)
        ]
    )


def duplicated_beside(random: Random, characters: Characters) -> Characters:
    """Sentences that stand twice, one copy directly behind the other."""
    parts: list[Characters] = []
    for sentence in sentences(characters):
        parts.append(sentence)
        if random.random() < 0.15 and len(sentence) > 6:
            parts.append(new(text_of(sentence)))
    return joined(parts)


def duplicated_elsewhere(random: Random, characters: Characters) -> Characters:
    """Sentences that stand a second time anywhere."""
    parts = sentences(characters)
    for sentence in random.sample(parts, len(parts) // 5):
        old, place = parts.index(sentence), random.randrange(len(parts))
        if place not in (old, old + 1):
            parts.insert(place, new(text_of(sentence)))
    return joined(parts)


def marked_up(random: Random, characters: Characters) -> Characters:
    """Emphasis, links and notes put in as Markdown."""
    parts: list[Characters] = []
    for sentence in sentences(characters):
        kind = random.randrange(6)
        if kind == 0 and len(sentence) > 8:
            parts += [new("**"), sentence[:5], new("**"), sentence[5:]]
        elif kind == 1 and len(sentence) > 8:
            parts += [sentence[:2], new("["), sentence[2:6], new("](https://example.org/a)")]
            parts.append(sentence[6:])
        elif kind == 2:
            parts += [sentence, new("[^3]")]
        else:
            parts.append(sentence)
    return joined(parts)


def several(random: Random, characters: Characters) -> Characters:
    """Three kinds of edit, one after the other."""
    for edit in random.sample([one for one in EDITS.values() if one is not several], 3):
        characters = edit(random, characters)
    return characters


def _fresh(random: Random, characters: Characters, count: int) -> list[str]:
    """Lines of invented text in the characters of the old, which repeat nothing of it."""
    words = re.findall(r"[a-zA-Z]+ |[\u4e00-\u9fff]", text_of(characters)) or ["x"]
    if any(not word.isascii() for word in random.choices(words, k=9)):
        words = [word.strip() for word in words]
    return [
        "".join(random.choices(words, k=random.randint(8, 50))).strip() + "。\n"
        for _ in range(count)
    ]


EDITS: dict[str, Edit] = {
    "preface": preface,
    "typos 1 %": typos(0.01),
    "typos 4 %": typos(0.04),
    "human typos 2 %": human(0.01),
    "human typos 6 %": human(0.03),
    "paragraphs inserted": inserted_paragraphs,
    "sentences inserted": inserted_sentences,
    "paragraphs deleted": deleted_paragraphs,
    "sentences deleted": deleted_sentences,
    "paragraphs moved": reordered_paragraphs,
    "paragraphs shuffled": shuffled_paragraphs,
    "paragraphs split": split_paragraphs,
    "paragraphs joined": joined_paragraphs,
    "full and half width": widths,
    "quotation marks": quotation_marks,
    "lines wrapped anew": rewrapped,
    "made traditional": traditional,
    "headings retitled": retitled,
    "sentences doubled": duplicated_beside,
    "sentences repeated": duplicated_elsewhere,
    "marked up": marked_up,
    "three of these": several,
}


Aimed = Callable[[Random, Characters, int, int], Characters]


def _around(parts: list[Characters], start: int, end: int) -> list[int]:
    """The indices of the parts that have something of the passage."""
    return [
        index
        for index, part in enumerate(parts)
        if any(start <= origin < end for _, origin in part)
    ]


def its_sentences_deleted(
    random: Random, characters: Characters, start: int, end: int
) -> Characters:
    """Nothing left of the sentences that the passage is in."""
    parts = sentences(characters)
    around = set(_around(parts, start, end))
    return joined([part for index, part in enumerate(parts) if index not in around])


def its_paragraphs_deleted(
    random: Random, characters: Characters, start: int, end: int
) -> Characters:
    """Nothing left of the paragraphs that the passage is in."""
    parts = paragraphs(characters)
    around = set(_around(parts, start, end))
    return joined([part for index, part in enumerate(parts) if index not in around])


def its_sentences_replaced(
    random: Random, characters: Characters, start: int, end: int
) -> Characters:
    """Other sentences instead of those that the passage is in."""
    parts = sentences(characters)
    for index in _around(parts, start, end):
        parts[index] = new(_fresh(random, characters, 1)[0].strip())
    return joined(parts)


def passage_replaced(random: Random, characters: Characters, start: int, end: int) -> Characters:
    """Other words in the place of the passage alone."""
    words = _fresh(random, characters, 4)
    put = "".join(words).replace("\n", "")[: end - start]
    return [*characters[:start], *new(put), *characters[end:]]


def passage_deleted(random: Random, characters: Characters, start: int, end: int) -> Characters:
    """The passage alone cut out."""
    return characters[:start] + characters[end:]


def its_sentence_moved(random: Random, characters: Characters, start: int, end: int) -> Characters:
    """The sentence with the passage's middle at another place."""
    parts = sentences(characters)
    middle = (start + end) // 2
    index = _around(parts, middle, middle + 1)[0]
    part = parts.pop(index)
    parts.insert(random.randrange(len(parts)), part)
    return joined(parts)


def slips_inside(random: Random, characters: Characters, start: int, end: int) -> Characters:
    """One to three human typos in the passage itself."""
    slips = human(0.02)
    inside = characters[start:end]
    for _ in range(20):
        inside = slips(random, characters[start:end])
        if inside != characters[start:end]:
            break
    return characters[:start] + inside + characters[end:]


AIMED: dict[str, Aimed] = {
    "sentences out": its_sentences_deleted,
    "paragraphs out": its_paragraphs_deleted,
    "sentences replaced": its_sentences_replaced,
    "passage replaced": passage_replaced,
    "passage out": passage_deleted,
    "sentence moved": its_sentence_moved,
    "slips inside": slips_inside,
}
"""Edits of the very place where a passage is, from *start* to *end*."""
