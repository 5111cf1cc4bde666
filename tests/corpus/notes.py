"""Notes and year's ends as people post them, with their markup taken away: headings of a word or
two, some over others, some counted in ways of their own (Day 1, 误区一), and short lines between
that are none.
"""

import random
from collections.abc import Callable

from tests.corpus.making import LAYOUTS, Draft, Heading, Layout, Sample, han, set_in
from tests.corpus.words import words

_HEADINGS = {
    "zh": "背景 工作 读书 路上 花费 缘起 几点建议 做得不好的地方 为什么要搬家？ 写在最后 身体 一碗热汤面 写给明年",
    "ja": "仕事 読書 きっかけ 朝 祖母の庭 買ってよかったもの なぜ続いたのか 台所から おわりに",
    "ko": "배경|운동|독서|골목길|아쉬운 점|왜 시작했을까?|마치며",
    "en": "Work|Rain|The problem|Why I left|Looking back|My father's tools|Is it worth it?|Habits",
}
_REMARKS = {
    "zh": ["“好。”", "沉默。", "“你怎么来了？”", "雨停了。", "（图片来自邻居）", "图1 清晨的江面"],
    "ja": ["「はい」", "沈黙。", "図1 朝の川"],
    "ko": ['"네."', "비가 왔다."],
    "en": ['"Yes," he said.', "And then it rained.", "Figure 1. The river at dawn"],
}
_COUNTED: dict[str, list[Callable[[int, str], str]]] = {
    "zh": [
        lambda n, t: f"0x0{n} {t}",
        lambda n, t: f"第{han(n)}天：{t}",
        lambda n, t: f"误区{han(n)}：{t}",
        lambda n, t: f"2021.0{n}.1{n} {t}",
        lambda n, t: f"D{n} {t}",
    ],
    "ja": [lambda n, _: f"{n}月"],
    "ko": [lambda n, t: f"{n}일차 {t}"],
    "en": [lambda n, t: f"Day {n}: {t}", lambda n, _: f"{2010 + n}"],
}


def notes() -> list[Sample]:
    """Notes in four languages, five layouts, with counted headings and without."""
    return [
        _note(language, count, layout)
        for language in _HEADINGS
        for count in (None, *_COUNTED[language])
        for layout in (*LAYOUTS[:4], LAYOUTS[8])
    ]


def _note(language: str, count: Callable[[int, str], str] | None, layout: Layout) -> Sample:
    bank = words(language)
    chance = random.Random(f"{language}{count and count(1, '')}")
    names = _HEADINGS[language].split("|" if "|" in _HEADINGS[language] else " ")
    chance.shuffle(names)
    essay = Draft(bank.titles[0], language, [_paragraph(chance, language)])
    for n, name in enumerate(names[:6], 1):
        essay.parts.append(Heading(1, count(n, name) if count else name))
        if not count and n == 3:
            continue  # A heading right over another.
        for _ in range(chance.randint(1, 3)):
            essay.parts.append(_paragraph(chance, language))
        if chance.random() < 0.4:
            essay.parts += [chance.choice(_REMARKS[language]), _paragraph(chance, language)]
    kind = count(1, "") if count else "words"
    return Sample(f"notes/{language}/{kind}/{layout.name}", set_in(layout, essay), [essay])


def _paragraph(chance: random.Random, language: str) -> str:
    bank = words(language)
    return bank.between.join(chance.sample(bank.sentences, chance.choice((2, 3, 4))))
