"""Sources laid out as people find them: reports, laws, novels, dissertations, minutes, exports of
sites… Each is a file in `found/`: what is true about it, and behind `text:` the text itself, in
which `¶4` stands for a paragraph of four sentences, and `¶4w` for one that is wrapped.
"""

import random
import re
import textwrap
from pathlib import Path

from tests.corpus.making import Draft, Heading, Sample
from tests.corpus.words import Words, words

_FOLDER = Path(__file__).parent / "found"
_PARAGRAPH = re.compile(r"¶(?P<sentences>\d)(?P<wrapped>w?)")


def found() -> list[Sample]:
    """The sources, in the order of their names."""
    return [_sample(path) for path in sorted(_FOLDER.glob("*.txt"))]


def _sample(path: Path) -> Sample:
    head, text = path.read_text("utf-8").split("text:\n", 1)
    language = "zh"
    essays: list[Draft] = []
    for line in head.splitlines():
        key, value = line.split(": ", 1)
        match key:
            case "language":
                language = value
            case "essay":
                essays.append(Draft(value, language, []))
            case "author":
                essays[-1].author = value
            case "date":
                essays[-1].date = value
            case "heading":
                essays[-1].parts.append(Heading(1, value))
    chance, bank = random.Random(path.stem), words(language)
    return Sample(path.stem, _PARAGRAPH.sub(lambda m: _paragraph(m, chance, bank), text), essays)


def _paragraph(match: re.Match[str], chance: random.Random, bank: Words) -> str:
    count = min(int(match["sentences"]), len(bank.sentences))
    text = bank.between.join(chance.sample(bank.sentences, count))
    return textwrap.fill(text, 70) if match["wrapped"] else text
