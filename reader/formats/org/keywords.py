"""What an Org file says of itself: `#+TITLE:` and the like, wherever they stand."""

from reader.formats.dates import date_in
from reader.formats.phrases import Phrase
from reader.regex import regex
from reader.values import dataclass, field

TODO = ("TODO", "DONE")
"""What a headline may begin with where the file names no states of its own."""
_ISO = regex(r"\d{4}-\d\d-\d\d")
_LANGUAGE = regex(r"[a-zA-Z]{2,3}(?:[-_][a-zA-Z]{2,8})*")
_WORD = regex(r"[\w@#%-]+")
_STATE = regex(r"[^\s|()]+")


@dataclass
class Keywords:
    """What was found of it."""

    title: Phrase = field(default_factory=Phrase)
    author: str = ""
    date: str = ""
    language: str = ""
    tags: tuple[str, ...] = ()
    states: tuple[str, ...] = TODO
    """What a headline may begin with that says how far something is."""

    def take(self, key: str, value: str) -> None:
        """A keyword in capitals other than `TITLE`, with its value."""
        match key:
            case "AUTHOR" if value:
                self.author = f"{self.author}, {value}" if self.author else value
            case "DATE":
                iso, day = _ISO.search(value), date_in(value)
                told = iso[0] if iso else day[0] if day else value.strip("<>[]")
                self.date = self.date or told
            case "LANGUAGE":
                found = _LANGUAGE.fullmatch(value)
                self.language = found[0].replace("_", "-") if found else self.language
            case "FILETAGS" | "KEYWORDS":
                words = _WORD.findall(value.replace(":", " ").replace(",", " "))
                self.tags = tuple(dict.fromkeys((*self.tags, *words)))
            case "TODO" | "SEQ_TODO" | "TYP_TODO":
                known = () if self.states is TODO else self.states
                said = [word for word in value.split() if word != "|"]
                self.states = (*known, *(m[0] for m in map(_STATE.match, said) if m))
