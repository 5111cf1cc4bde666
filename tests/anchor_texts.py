"""Texts for the evaluation of anchors: the shipped essays, and made ones full of near repetition.

A made text is what anchors fear most: sentences that differ in one word, refrains, headings of one
pattern, so that nearly every passage has a rival elsewhere.
"""

from random import Random

from reader.paths import shipped

CHINESE = {
    "place": "码头|车站|厂房|书店|菜场|河堤|老街|学校|邮局|茶馆|渡口|仓库|花园|医院|工地|桥头",
    "person": "师傅|徒弟|邻居|老人|孩子|司机|掌柜|医生|老师|船工|会计|木匠|裁缝|学生|门卫|房东",
    "thing": "一本旧书|一把雨伞|两封信|一盏油灯|半袋大米|一张地图|三个苹果|一只闹钟|一串钥匙",
    "deed": "修好了|忘记了|收下了|借走了|数了一遍|看了很久|擦干净了|还给了我|藏在身后|举过头顶",
    "time": "清晨|中午|傍晚|深夜|雨天|冬至那天|第二年春天|后来|从前|有一回|前几日|每逢周末",
}
CHINESE_SENTENCES = (
    "{time}，{place}的{person}把{thing}{deed}。",
    "{time}我在{place}遇见一位{person}，他把{thing}{deed}，一句话也没有说。",
    "要当好一个{person}，先要认得{place}，再要舍得{thing}。",
    "{person}说：“{place}的事，{time}再谈。”",
    "{place}离{place2}不过{number}步，{person}却走了{number2}年。",
    "我常想起{place}，想起{person}，想起{thing}。",
    "{time}，{number}个{person}坐在{place}，谁也不提{thing}。",
    "没有{thing}，就没有{place}；没有{place}，就没有后来的{person}。",
    "{person}{deed}，{person2}也{deed}。",
)
ENGLISH = {
    "place": "harbour|station|library|market|river|orchard|chapel|workshop|garden|cellar|bridge",
    "person": "printer|teacher|ferryman|baker|neighbour|tailor|clerk|gardener|widow|miller",
    "thing": "an old map|a brass key|two letters|a broken clock|the ledger|a lantern|her gloves",
    "deed": "mended|forgot|carried away|counted twice|gave back|hid|wrapped in paper|described",
    "time": "In the morning|At noon|Towards evening|That winter|Years later|Once|On Sundays",
}
ENGLISH_SENTENCES = (
    "{time} the {person} of the {place} {deed} {thing}.",
    "{time} I met a {person} near the {place}, who {deed} {thing} without a word.",
    "To be a good {person}, one must know the {place} and part with {thing}.",
    "“The {place},” said the {person}, “can wait for {thing}.”",
    "It is {number} steps from the {place} to the {place2}, and the {person} took {number2} years.",
    "I often think of the {place}, of the {person}, and of {thing}.",
    "Without {thing} there is no {place}, and without the {place} there is no {person}.",
    "The {person} {deed} it; the {person2} {deed} it too.",
)


def essays() -> dict[str, str]:
    """The shipped essays by file name, without front matter."""
    texts: dict[str, str] = {}
    for path in sorted(shipped("content").iterdir()):
        if path.suffix in {".txt", ".md"}:
            text = path.read_text(encoding="utf-8")
            texts[path.name] = text.split("---\n", 2)[2] if text.startswith("---\n") else text
    return texts


def made(random: Random, chinese: bool, paragraphs: int = 40) -> str:
    """An essay of near repetitions under numbered headings, with a refrain."""
    refrain = _sentence(random, chinese)
    lines: list[str] = []
    for number in range(paragraphs):
        if number % 8 == 0:
            lines.append(f"{number // 8 + 1}、第几回" if chinese else f"Chapter {number // 8 + 1}")
        sentences = [_sentence(random, chinese) for _ in range(random.randint(1, 6))]
        if random.random() < 0.1:
            sentences.insert(random.randint(0, len(sentences)), refrain)
        lines.append(("" if chinese else " ").join(sentences))
    return "\n".join(lines) + "\n"


def _sentence(random: Random, chinese: bool) -> str:
    """One sentence out of a pattern."""
    words = CHINESE if chinese else ENGLISH
    chosen = {name: random.choice(several.split("|")) for name, several in words.items()}
    return random.choice(CHINESE_SENTENCES if chinese else ENGLISH_SENTENCES).format(
        **chosen,
        place2=random.choice(words["place"].split("|")),
        person2=random.choice(words["person"].split("|")),
        number=random.randint(3, 99),
        number2=random.randint(3, 99),
    )
