"""What HTML's elements are: which hold nothing, which begin a block, which end others."""


def words(text: str) -> frozenset[str]:
    """The words of *text*."""
    return frozenset(text.split())


VOID = words(
    "area base basefont bgsound br col embed frame hr img input keygen link meta param source track"
    " wbr"
)
"""Elements without an end tag."""

HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})

BLOCKS = HEADINGS | words(
    "address article aside blockquote body caption center dd details dialog dir div dl dt fieldset"
    " figcaption figure footer form frameset header hgroup hr html legend li listing main menu nav"
    " noframes ol optgroup option p plaintext pre search section summary table tbody td tfoot th"
    " thead tr ul xmp"
)
"""Elements that stand apart from the text around them."""

CLOSING_PARAGRAPHS = BLOCKS - words(
    "body caption frameset html legend optgroup option tbody td tfoot th thead tr"
)
"""Elements that cannot stand in a paragraph: it ends where they begin."""

_CELLS = frozenset({"td", "th"})
_ROWS = frozenset({"tr"})
_ROW_GROUPS = frozenset({"tbody", "thead", "tfoot"})

ENDS: dict[str, tuple[frozenset[str], frozenset[str]]] = {
    "li": (frozenset({"li"}), frozenset({"ul", "ol", "menu", "dir"})),
    "dt": (frozenset({"dt", "dd"}), frozenset({"dl"})),
    "dd": (frozenset({"dt", "dd"}), frozenset({"dl"})),
    "td": (_CELLS, _ROWS),
    "th": (_CELLS, _ROWS),
    "tr": (_ROWS, _ROW_GROUPS | {"table"}),
    **dict.fromkeys(
        sorted(_ROW_GROUPS), (_ROW_GROUPS | {"caption", "colgroup"}, frozenset({"table"}))
    ),
    "option": (frozenset({"option"}), frozenset({"select", "datalist", "optgroup"})),
    "rt": (frozenset({"rt", "rp", "rb"}), frozenset({"ruby"})),
    "rp": (frozenset({"rt", "rp", "rb"}), frozenset({"ruby"})),
    "rb": (frozenset({"rt", "rp", "rb"}), frozenset({"ruby"})),
}
"""What an element ends that was left open, unless one of the others was opened since."""

BARRIERS = frozenset({"table", "td", "th", "caption", "html", "template", "object", "marquee"})
"""No end tag inside of these ends what stands around them, and no block a paragraph."""

HIDDEN = words(
    "applet area audio base basefont button canvas col colgroup command datalist embed frame head"
    " iframe input keygen link map meter meta noembed noframes noscript object param progress rp"
    " script select source style template textarea title track video"
)
"""Elements that hold no text to read, or none without a script. (`rp` is written anew.)"""
