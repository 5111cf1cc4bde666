"""Which part of a saved page is the text that the page is for.

Page makers mostly say so: by an element (`article`, `main`), a role, or one of the names that the
common engines and sites use. Where nobody says it, that element is taken which holds most prose,
after Readability's idea: long paragraphs with commas speak for their parent, links against it.
"""

from typing import NamedTuple

from reader.formats.hypertext.hiding import Hiding
from reader.formats.hypertext.names import HEADINGS, words
from reader.formats.hypertext.tree import Element, Text
from reader.regex import IGNORECASE, regex

_MAIN_CLASSES = words(
    # WordPress, Ghost, Medium, Substack, Blogger, Jekyll, Hugo, Hexo, Typecho, GitHub, MediaWiki
    "entry-content post-content post_content gh-content available-content body-markup post-body"
    " article-body article__body article-content article_content article-entry post-entry"
    " e-content markdown-body mw-parser-output single-content page-content story-body td-post-content"
    # WeChat, Zhihu, Jianshu, CSDN, cnblogs, Sina, NetEase, Douban, People's Daily, TRS (offices), Discuz
    " rich_media_content richtext post-richtext show-content blog-content-box articalcontent"
    " post_text note-content rm_txt_con trs_editor trs_uedit pages_content article-box t_f"
    " content_area main-aticle view-content newstext tpc_content"
)
_MAIN_IDS = words(
    "js_content content_views cnblogs_post_body artibody endtext ucap-content zoom zoomcon"
    " mw-content-text articlecontent article-content article_content sina_keyword_ad_area2 p-detail"
    " link-report note-content post-content entry-content contentbody bodytext"
)
_APART_ROLES = words(
    "navigation banner contentinfo complementary search menu menubar toolbar dialog"
)
_APART = regex(
    r"(?:^|[\s_-])(?:nav|navbar|navigation|menu|sidebar|breadcrumbs?|crumbs?|comments?|commentlist|disqus"
    r"|respond|related|recommend\w*|share|sharing|social|footer|copyright|pager|pagination|paging"
    r"|prev-?next|post-nav|ads?|advert\w*|adsbygoogle|sponsor\w*|subscribe|newsletter|toc|table-of-contents"
    r"|widget|login|signup|popup|modal|cookie|toolbar|skip-link|jump-link|qrcode|reward|donate|hotlist"
    r"|rank|author-?bio|bio-box|post-actions|likes?|navbox|catlinks|printfooter|sistersitebox|infobox|vector-toc)"
    r"(?:$|[\s_-])",
    IGNORECASE,
)
_SENTENCE_SIGN = regex("[,，。、；：.;!?！？]")
_MOST_TEXT = 0.35
"""The share of a page's text that can be no more than what stands around its main part."""
_ENOUGH = 0.25
"""The share that what calls itself the main part must have at least."""
_PROSE = 25
"""Code points of a paragraph that bears witness."""


class _Weight(NamedTuple):
    text: int
    """Code points that are no white space, hidden ones left out."""
    linked: int
    """How many of them lead somewhere."""


class Article(NamedTuple):
    """The text that a page is for."""

    element: Element
    left_out: frozenset[int]
    """Elements in it that are not part of it, by `id()`."""


def article(page: Element, text: str, hiding: Hiding) -> Article:
    """What the *page*, a tree over *text*, is for; all of it if nothing stands around that."""
    body = page.first("body") or page
    weights = _weigh(body, text, hiding)
    apart = _apart(body, weights)
    weights = _weigh(body, text, hiding._replace(elements=frozenset(apart)))
    total = weights[id(body)].text
    named = [e for e in body.descend() if id(e) in weights and _is_named(e)]
    named = [e for e in named if weights[id(e)].text >= max(_ENOUGH * total, 1)]
    if named:
        # Of those that hold each other the inner one, if it holds nearly all of the outer one.
        best = max(named, key=lambda e: weights[id(e)].text)
        most = weights[id(best)].text
        for each in named:
            if weights[id(each)].text >= 0.7 * most:
                best = each
        return Article(best, frozenset(apart))
    best = _densest(body, text, weights)
    if weights[id(best)].text < 0.5 * total:
        best = body
    return Article(best, frozenset(apart))


def _weigh(body: Element, text: str, hiding: Hiding) -> dict[int, _Weight]:
    """How much text there is in each element that is shown."""
    order: list[Element] = []
    ahead = [body]
    while ahead:
        element = ahead.pop()
        order.append(element)
        ahead += [child for child in element.elements() if not hiding.hides(child)]
    weights: dict[int, _Weight] = {}
    for element in reversed(order):
        size = linked = 0
        for child in element.children:
            if isinstance(child, Text):
                written = text[child.start : child.end]
                size += len(written) - sum(map(written.count, " \n\t\r\u3000"))
            elif id(child) in weights:
                size += weights[id(child)].text
                linked += weights[id(child)].linked
        weights[id(element)] = _Weight(size, size if element.name == "a" else linked)
    return weights


def _apart(body: Element, weights: dict[int, _Weight]) -> set[int]:
    """What stands around the main part: by `id()`."""
    total = weights[id(body)].text
    apart: set[int] = set()
    ahead = [body]
    while ahead:
        element = ahead.pop()
        if id(element) not in weights:
            continue
        is_small = weights[id(element)].text <= _MOST_TEXT * total
        if element is not body and is_small and _stands_apart(element):
            apart.add(id(element))
        else:
            ahead += element.elements()
    return apart


def _stands_apart(element: Element) -> bool:
    if element.name in ("nav", "aside"):
        return (
            "footnote"
            not in f"{element.get('epub:type')}{element.get('role')}{element.get('class')}"
        )
    if element.name in ("header", "footer"):
        within = any(around.name in ("article", "main") for around in element.ancestors())
        return not within and not (element.name == "header" and element.first("h1"))
    if element.name in HEADINGS or element.name in ("article", "main", "body", "p", "blockquote"):
        return False
    if element.get("role") in _APART_ROLES:
        return True
    said = f"{element.get('class')} {element.get('id')}"
    return said != " " and _APART.search(said) is not None


def _is_named(element: Element) -> bool:
    """Whether *element* says that it is the main part."""
    if element.name in ("article", "main"):
        return True
    if element.name not in ("div", "section", "td", "body", "span"):
        return False
    if element.get("role") in ("main", "article") or element.get("itemprop") == "articleBody":
        return True
    return not _MAIN_CLASSES.isdisjoint(element.classes) or element.get("id").lower() in _MAIN_IDS


def _densest(body: Element, text: str, weights: dict[int, _Weight]) -> Element:
    """The element that holds most prose."""
    scores: dict[int, float] = {}
    elements = {id(body): body}
    for element in body.descend():
        if id(element) not in weights:
            continue
        own = "".join(
            text[child.start : child.end] for child in element.children if isinstance(child, Text)
        )
        if element.name in ("p", "pre", "blockquote") and weights[id(element)].text >= _PROSE:
            size = weights[id(element)].text - weights[id(element)].linked
        elif len(own.strip()) >= _PROSE and element.name not in ("a", "li", "option"):
            size = len(own.strip())
        else:
            continue
        score = 1 + len(_SENTENCE_SIGN.findall(own)) + min(size / 100, 3)
        holder = element if element.name not in ("p", "pre", "blockquote", "span") else None
        for distance, around in enumerate(
            [holder, *element.ancestors()] if holder else element.ancestors()
        ):
            if around is None or distance > 2:
                break
            scores[id(around)] = scores.get(id(around), 0) + score / (distance + 1)
            elements[id(around)] = around
            if around is body:
                break

    def worth(key: int) -> float:
        weight = weights.get(key)
        if weight is None or not weight.text:
            return 0.0
        return scores[key] * (1 - weight.linked / weight.text)

    return elements[max(scores, key=worth)] if scores else body
