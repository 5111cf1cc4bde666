"""Web Annotations: hypothes.is's exports and API, and our own `--to annotations`."""

from typing import Any

from reader.session.incoming.clipping import Clipping, moment


def annotations_in(content: Any) -> list[Any] | None:
    """The annotations in what was parsed; None if it is something else."""
    if isinstance(content, list):
        found = content
    elif isinstance(content, dict):
        lists = (content.get(name) for name in ("annotations", "rows", "items"))
        found = next((each for each in lists if isinstance(each, list)), [])
    else:
        return None
    annotations = [each for each in found if isinstance(each, dict) and "target" in each]
    return annotations or None


def read(annotations: list[Any]) -> list[Clipping]:
    """The passages and notes among them."""
    found = [_clipping(each) for each in annotations]
    return [each for each in found if each.quotation or each.note or each.position is not None]


def _clipping(each: Any) -> Clipping:
    targets = each["target"] if isinstance(each["target"], list) else [each["target"]]
    target = next((one for one in targets if isinstance(one, dict)), {})
    source = target.get("source")
    source = source if isinstance(source, dict) else {}
    document = each.get("document") if isinstance(each.get("document"), dict) else {}
    quote: dict[str, Any] = {}
    position: dict[str, Any] = {}
    selectors = target.get("selector")
    for one in selectors if isinstance(selectors, list) else [selectors]:
        if isinstance(one, dict) and one.get("type") == "TextQuoteSelector":
            quote = one
        elif isinstance(one, dict) and one.get("type") == "TextPositionSelector":
            position = one
    bodies = each.get("body")
    bodies = [one for one in bodies if isinstance(one, dict)] if isinstance(bodies, list) else []
    said = {
        purpose: [str(one.get("value") or "") for one in bodies if one.get("purpose") == purpose]
        for purpose in ("commenting", "describing", "tagging")
    }
    tags = each.get("tags") if isinstance(each.get("tags"), list) else said["tagging"]
    colour = str(target.get("styleClass") or "").removeprefix("colour-")
    link = str(each.get("id") or "")
    start = position.get("start")
    return Clipping(
        _first(document.get("title")) or str(source.get("dc:title") or ""),
        str(quote.get("exact") or ""),
        str(source.get("dc:creator") or ""),
        str(each.get("text") or "\n".join(said["commenting"])),
        "\n".join(said["describing"]),
        tuple(str(tag) for tag in tags),
        int(colour) if colour.isdecimal() and len(colour) == 1 else 0,
        moment(str(each.get("created") or "")),
        str(quote.get("prefix") or ""),
        str(quote.get("suffix") or ""),
        # Ours leads to an essay and a bookmark; of others, the page's address says more.
        link if link.startswith("reader:") else str(each.get("uri") or target.get("source") or ""),
        start if isinstance(start, int) and link.startswith("reader:") else None,
    )


def _first(value: Any) -> str:
    if isinstance(value, list):
        value = value[0] if value else ""
    return str(value or "")
