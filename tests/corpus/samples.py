"""The samples of the corpus, by family."""

import random

from tests.corpus.making import (
    LAYOUTS,
    MANNERS,
    Draft,
    Heading,
    Layout,
    Sample,
    draft,
    han,
    roman,
    set_in,
)
from tests.corpus.words import words


def single() -> list[Sample]:
    """One essay a source, in every manner of heading and every layout."""
    samples = []
    for manner in MANNERS:
        for layout in LAYOUTS:
            essay = draft(manner, 1, long=2)
            samples.append(Sample(f"{manner}/{layout.name}", set_in(layout, essay), [essay]))
    return samples


def with_matter() -> list[Sample]:
    """Essays with an author and a date, above or below the text."""
    samples = []
    for n, (above, below, date) in enumerate(_MATTERS):
        for layout in LAYOUTS[:6]:
            essay = draft(("none", "official", "plain")[n % 3], n)
            name = words("zh").names[n % len(words("zh").names)]
            essay.author, essay.date = (
                ("".join(name.split()) if "{name}" in "".join(above + below) else ""),
                date,
            )
            essay.above = [line.format(name=name) for line in above]
            essay.below = [line.format(name=name) for line in below]
            samples.append(Sample(f"matter/{n}/{layout.name}", set_in(layout, essay), [essay]))
    return samples


_MATTERS: tuple[tuple[list[str], list[str], str], ...] = (
    (["作者：{name}"], [], ""),
    (["{name}"], [], ""),
    (["文/{name}"], [], ""),
    (["（2023年5月4日）", "{name}"], [], "2023-05-04"),
    (["——2021年3月在全县工作会议上的讲话"], [], "2021-03"),
    ([], ["二〇二三年十月"], "2023-10"),
    ([], ["{name}", "2022年12月31日"], "2022-12-31"),
    ([], ["一九八七年秋于江边"], "1987"),
    (["时间：2019-08-12　作者：{name}"], [], "2019-08-12"),
    ([], ["（2020年5月改定）"], "2020-05"),
)


def collections() -> list[Sample]:
    """Several essays a source, in many ways to part them."""
    samples = []
    for layout in LAYOUTS[:4]:
        for name in _COLLECTIONS:
            samples += [_collection(name, layout, inner) for inner in ("none", "official")]
        samples += [_dated(layout), _with_contents(layout)]
    for unit in ("No. {}", "ESSAY {}", "Essay {}"):
        samples += [_anthology(unit, layout) for layout in (LAYOUTS[1], LAYOUTS[6])]
    return samples


def _essays(inner: str, count: int) -> list[Draft]:
    essays = [draft(inner, seed) for seed in range(count)]
    for essay in essays:
        essay.parts = [p for p in essay.parts if isinstance(p, Heading) or len(p) > 12]
    return essays


def _collection(name: str, layout: Layout, inner: str) -> Sample:
    head, pattern, tail = _COLLECTIONS[name]
    essays = _essays(inner, 3)
    gap = "\n" * (1 + layout.blank)
    texts = [line.format(whole=_WHOLE) + gap for line in head]
    for n, essay in enumerate(essays, 1):
        lines = pattern.format(title=essay.title, n=n, han=han(n), whole=_WHOLE).split("\n")
        titles = [line.strip("\f") for line in lines if line.strip("=-* ") and "作者" not in line]
        if "作者" in pattern:
            essay.author = words("zh").names[0]
        body = set_in(layout, essay).split("\n", 1)[1].lstrip("\n")
        essay.title = titles[-1].removeprefix("标题：").strip("《》★= ")
        texts.append(gap.join(lines) + gap + body + "\n" * layout.blank)
    return Sample(f"{name}/{layout.name}/{inner}", "".join(texts) + tail, essays)


_WHOLE = "参加业务培训心得体会"
_INTRO = "以下是小编整理的参加业务培训心得体会，仅供参考，希望能够帮助到大家。"
_COLLECTIONS: dict[str, tuple[list[str], str, str]] = {
    "same-title": (["{whole}", "（3篇）"], "{whole}{n}", ""),
    "count-pian": (["{whole}（精选3篇）", _INTRO], "{whole}篇{han}", ""),
    "count-pian-colon": (
        ["{whole}【通用3篇】", _INTRO],
        "篇{n}：{title}",
        "更新时间：2023-01-02\n",
    ),
    "first-pian": (["{whole}3篇"], "第{han}篇：{title}", ""),
    "fanwen": (["{whole}（精选3篇）"], "{whole}范文{n}", "相关文章：\n"),
    "bracket-number": (["{whole}"], "【篇{han}】{title}", ""),
    "author-under": ([], "{title}\n作者：朱自清", ""),
    "rule": ([], "==========\n{title}", ""),
    "stars": ([], "* * *\n{title}", ""),
    "page": ([], "\f{title}", ""),
    "book-marks": ([], "----------\n《{title}》", ""),
    "pian-alone": (["{whole}"], "篇{han}\n{title}", ""),
    "quoted": ([], "《{title}》", ""),
    "pian-square": (["{whole}"], "【{n}】{title}", ""),
    "labels": ([], "标题：{title}", ""),
    "stars-around": ([], "★{title}★", ""),
    "works": (["{whole}"], "作品{han}：{title}", ""),
    "one-of": (["{whole}"], "{whole}之{han}", ""),
    "slash": ([], "[{n}/3] {title}", ""),
    "essay-in-numbers": (["{whole}（三篇）"], "{whole}（{n}）", ""),
    "slightly-changed": (["{whole}", "（3篇）"], "参加培训心得体会{n}", ""),
}


def _dated(layout: Layout) -> Sample:
    """Essays that end with the day on which they were written, and nothing else between them."""
    essays = _essays("none", 3)
    for n, essay in enumerate(essays, 1):
        essay.below = [f"一九八{han(n)}年{han(n + 4)}月于江边。"]
        essay.date = f"198{n}-{n + 4:02}"
    text = ("\n" * layout.blank).join(set_in(layout, essay) for essay in essays)
    return Sample(f"dated/{layout.name}", text, essays)


def _with_contents(layout: Layout) -> Sample:
    """A selection with a table of contents, whose titles come again."""
    essays = _essays("none", 3)
    table = "\n".join(essay.title for essay in essays)
    texts = [set_in(layout, essay) for essay in essays]
    return Sample(
        f"contents/{layout.name}", f"江城散文选\n\n目录\n{table}\n\n" + "\n".join(texts), essays
    )


def _anthology(unit: str, layout: Layout) -> Sample:
    essays = [draft("en-none", seed) for seed in range(4)]
    texts = []
    for n, essay in enumerate(essays, 1):
        texts.append(
            unit.format(roman(n) if "ESSAY" in unit else n) + "\n\n" + set_in(layout, essay)
        )
    return Sample(f"anthology/{unit}/{layout.name}", "\n\n".join(texts), essays)


def traps() -> list[Sample]:
    """What looks like headings and is none."""
    chance = random.Random(7)
    bank = words("zh")
    samples = []
    for layout in LAYOUTS[:6]:
        essay = draft("official", 5)
        essay.parts[1:1] = [
            "各位代表！",
            "一是要把话说清楚，把账算明白。",
            "第一封信是在春天寄出的，没有回音。",
        ]
        essay.parts += [
            "具体任务如下：",
            *(f"{n}.{s}" for n, s in enumerate(chance.sample(bank.sentences, 4), 1)),
            "请大家认真准备，有问题随时提出来，我们一起商量着办。",
        ]
        samples.append(Sample(f"trap/lists/{layout.name}", set_in(layout, essay), [essay]))
        book = draft("chapters", 6, long=2)
        book.parts[:0] = ["目录", *(h.text for h in book.headings if h.level == 1)]
        samples.append(Sample(f"trap/contents/{layout.name}", set_in(layout, book), [book]))
        run_in = draft("official", 8)
        run_in.parts += [
            f"（{han(n)}）{a}。{b}"
            for n, (a, b) in enumerate(zip(bank.headings, bank.sentences, strict=False), 1)
            if n < 5
        ]
        samples.append(Sample(f"trap/run-in/{layout.name}", set_in(layout, run_in), [run_in]))
        novel = draft("huimu", 9, long=2)
        for at in range(len(novel.parts) - 1, 0, -2):
            novel.parts[at:at] = [
                "“你来了？”",
                "“来了。”他说，“路上有雾。”",
                "第四回中既将他的来历说明，这里便不再多讲，只说那一夜江上起风，船都靠了岸，岸上的人也都散了。",
            ]
        samples.append(Sample(f"trap/dialogue/{layout.name}", set_in(layout, novel), [novel]))
    return samples


FAMILIES = {"single": single, "matter": with_matter, "collections": collections, "traps": traps}
