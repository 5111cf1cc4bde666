"""reStructuredText → documents, by docutils: it becomes HTML.

Nothing is included from other files, no raw markup is let through, and what docutils complains of
is not put into the text.
"""

from reader.errors import Said, SourceError
from reader.formats.extras import extra
from reader.formats.found import Found
from reader.formats.hypertext.marking import without_markers
from reader.formats.hypertext.page import read_page
from reader.text import clean
from reader.text.corrections import NOTHING, Corrections

_SETTINGS = {
    "file_insertion_enabled": False,
    "raw_enabled": False,
    "_disable_config": True,
    "report_level": 5,
    "halt_level": 5,
    "input_encoding": "unicode",
    "output_encoding": "unicode",
    "embed_stylesheet": False,
    "stylesheet_path": "",
    "doctitle_xform": True,
    "initial_header_level": 1,
    "syntax_highlight": "none",
    "footnote_references": "brackets",
    "line_length_limit": 1_000_000,
}


def read_rst(text: str, name: str, stem: str, corrections: Corrections = NOTHING) -> Found:
    """The essay that the reStructuredText *text* is."""
    core = extra("docutils.core", name, Said("reStructuredText"), "rst")
    try:
        html = str(core.publish_string(text, writer="html5", settings_overrides=_SETTINGS))
    except (Exception, SystemExit) as error:  # docutils lets out what its many parsers do
        raise SourceError(
            Said(
                "{name} cannot be read as reStructuredText ({kind});"
                " `format: text` in library.yaml reads it as plain text.",
                name=clean.line(name),
                kind=type(error).__name__,
            )
        ) from None
    source = without_markers(html)
    documents = read_page(source, stem, corrections, is_saved=False)
    return Found("rst", documents, html, list(source.oddities))
