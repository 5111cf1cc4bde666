"""The commands, as one table: what they are called, what they take, and where they are.

Help, completion and the understanding of words are all made from it. It is read at every start and
so imports next to nothing; a command's module is imported when the command is asked for.
"""

from __future__ import annotations

from reader.values import NamedTuple
from reader.wording import mark


class Option(NamedTuple):
    """A word that begins with `-`."""

    name: str
    help: str
    value: str = ""
    """What help calls its value; empty for an option without one."""
    choices: tuple[str, ...] = ()
    """The only values allowed, where they can be listed."""
    short: str = ""
    """Its one-letter form, or empty."""
    completes: str = ""
    """What a shell offers as its value: `file` or `theme`."""


class Argument(NamedTuple):
    """A word that a command takes by its position."""

    name: str
    help: str
    is_required: bool = True
    is_many: bool = False
    choices: tuple[str, ...] = ()
    completes: str = ""
    """What a shell offers: `essay`, `file` or `folder`."""


class Command(NamedTuple):
    """What can be asked for."""

    name: str
    """Empty for what is done without a command."""
    help: str
    run: str
    """The function, as `module:name`; it takes an `Asked` and gives the exit code."""
    arguments: tuple[Argument, ...] = ()
    options: tuple[Option, ...] = ()
    is_hidden: bool = False
    """Whether only completion scripts use it."""


SORTS = ("library", "title", "author", "date", "length", "progress", "opened")
EXPORTS = ("markdown", "json", "csv", "html", "org", "readwise", "annotations")
GROUPINGS = ("none", "folder", "author", "tag", "year")
STANDINGS = ("later", "finished", "archived", "none")
BOOKMARK_ORDERS = ("newest", "changed", "text", "colour")
SHELLS = ("bash", "zsh", "fish")

GLOBAL = (
    Option("--lang", mark("the language of messages"), "LANG", ("en", "zh")),
    Option("--state", mark("use this state file"), "PATH", completes="file"),
    Option("--version", mark("print the version")),
    Option("--help", mark("print this"), short="-h"),
)
"""The options that may stand anywhere."""

_JSON = Option("--json", mark("answer in JSON"))
_ESSAY = Argument(
    "ESSAY", mark("an id or a title, as much of it as is enough, or a file"), completes="essay"
)
_PASSAGE = Argument(
    "PASSAGE", mark("the words that stand there, or offsets: 120-140, 120 for the sentence there")
)
_BOOKMARK = Argument("BOOKMARK", mark("a bookmark's id, as much of it as is enough"))
_ABOUT = (
    Option("--note", mark("what to note about it"), "TEXT"),
    Option("--label", mark("what to call it"), "TEXT"),
    Option("--colour", mark("its highlight: 1 to 5, 0 for none, or a name"), "COLOUR"),
    Option("--tag", mark("its tags, with blanks or commas between them"), "TAGS"),
    Option("--letter", mark("the letter that ' finds it by"), "LETTER"),
)
_REGION = Argument(
    "REGION", mark("the number of a paid region; all of them without it"), is_required=False
)

READ = Command(
    "",
    mark("Read in the screens. Into a pipe, print the set text."),
    "reader.cli.screens:read",
    (
        Argument(
            "FILE",
            mark("a file, a folder, an essay's id or title, or - for standard input"),
            is_required=False,
            is_many=True,
            completes="file",
        ),
    ),
)

COMMANDS = (
    Command(
        "list",
        mark("List the essays of the library."),
        "reader.cli.listing:list_essays",
        (),
        (
            Option("--sort", mark("the order"), "ORDER", SORTS),
            Option("--filter", mark("words, author:…, tag:…, unread…: as in the screens"), "WORDS"),
            Option("--group", mark("under headings"), "BY", GROUPINGS),
            _JSON,
        ),
    ),
    Command(
        "show",
        mark("Print an essay, set as on the page."),
        "reader.cli.show:show",
        (_ESSAY,),
        (
            Option("--measure", mark("cells from the left edge to the right, 12 to 160"), "CELLS"),
            Option(
                "--ambiguous-width",
                mark("the cells of “ — … in the terminal"),
                "CELLS",
                ("1", "2"),
            ),
            Option("--plain", mark("no typesetting: a paragraph is a line")),
            Option("--theme", mark("colours for the terminal"), "NAME", completes="theme"),
            _JSON,
        ),
    ),
    Command(
        "find",
        mark("Find words in all essays."),
        "reader.cli.find:find",
        (
            Argument(
                "QUERY",
                mark(
                    'words; "exactly this", -without, OR, near, title: heading: author: tag: note:'
                ),
                is_many=True,
            ),
        ),
        (
            Option("--context", mark("lines before and behind each"), "N", short="-C"),
            Option("--essay", mark("only in this one"), "ESSAY", completes="essay"),
            Option("--limit", mark("end after so many lines"), "N"),
            Option("--regex", mark("the query is a regular expression")),
            Option("--traditional", mark("traditional characters are their simplified ones")),
            _JSON,
        ),
    ),
    Command(
        "outline",
        mark("Print an essay's sections."),
        "reader.cli.outline:outline",
        (_ESSAY,),
        (_JSON,),
    ),
    Command(
        "bookmarks",
        mark("List the bookmarks of an essay, or all of them."),
        "reader.cli.bookmarks:bookmarks",
        (_ESSAY._replace(is_required=False),),
        (
            Option("--find", mark("those that these words leave, as in the list"), "WORDS"),
            Option("--tag", mark("those with a tag"), "TAG"),
            Option("--colour", mark("those of a colour: 1 to 5, 0 for none"), "COLOUR"),
            Option("--noted", mark("those with a note")),
            Option("--lost", mark("those whose passage is nowhere any more")),
            Option("--changed", mark("those whose passage reads otherwise now")),
            Option("--order", mark("the order"), "ORDER", BOOKMARK_ORDERS),
            _JSON,
        ),
    ),
    Command(
        "mark",
        mark("Keep a passage of an essay."),
        "reader.cli.marking:mark",
        (_ESSAY, _PASSAGE),
        (*_ABOUT, _JSON),
    ),
    Command(
        "annotate",
        mark("Change the note, label, colour, tags or letter of a bookmark."),
        "reader.cli.marking:annotate",
        (_BOOKMARK,),
        (*_ABOUT, _JSON),
    ),
    Command(
        "attach",
        mark("Have a bookmark mean another passage of its essay."),
        "reader.cli.marking:attach",
        (_BOOKMARK, _PASSAGE),
        (_JSON,),
    ),
    Command(
        "join",
        mark("Make one bookmark of two, at the place of the first."),
        "reader.cli.marking:join",
        (_BOOKMARK, _BOOKMARK._replace(name="OTHER")),
        (_JSON,),
    ),
    Command(
        "unmark",
        mark("Delete bookmarks."),
        "reader.cli.marking:unmark",
        (_BOOKMARK._replace(is_many=True),),
        (_JSON,),
    ),
    Command(
        "undo",
        mark("Take back what was done last: to bookmarks, or to what is wanted with essays."),
        "reader.cli.marking:undo",
        (),
        (_JSON,),
    ),
    Command(
        "redo",
        mark("Do again what was taken back."),
        "reader.cli.marking:redo",
        (),
        (_JSON,),
    ),
    Command(
        "quote",
        mark("Print the essay's own text of a passage."),
        "reader.cli.marking:quote",
        (_ESSAY, _PASSAGE),
        (_JSON,),
    ),
    Command(
        "unlock",
        mark("Open paid regions."),
        "reader.cli.regions:unlock",
        (_ESSAY, _REGION),
        (_JSON,),
    ),
    Command(
        "lock", mark("Close paid regions."), "reader.cli.regions:lock", (_ESSAY, _REGION), (_JSON,)
    ),
    Command(
        "add",
        mark("Have the library hold a folder, a file, or a page of the web."),
        "reader.cli.folders:add",
        (Argument("PATH", mark("a folder, a file or an address"), completes="file"),),
        (Option("--private", mark("addresses of the local network may be asked")), _JSON),
    ),
    Command(
        "refresh",
        mark("Fetch what is new on servers, and look through the library."),
        "reader.cli.folders:refresh",
        (),
        (_JSON,),
    ),
    Command(
        "remove",
        mark("Take a folder or a file out of the library; the disk is not touched."),
        "reader.cli.folders:remove",
        (Argument("PATH", mark("what was added"), completes="folder"),),
        (_JSON,),
    ),
    Command(
        "inspect",
        mark("Tell how a file is understood, and what is odd in it."),
        "reader.cli.inspection:inspect",
        (Argument("FILE", mark("a file, or - for standard input"), completes="file"),),
        (
            Option("--encoding", mark("read it in this encoding"), "NAME"),
            Option("--verbose", mark("sections and paid regions too, and why"), short="-v"),
            _JSON,
        ),
    ),
    Command(
        "open",
        mark("Open an essay at a place, in the screens; into a pipe, print what stands there."),
        "reader.cli.places:open_place",
        (
            Argument(
                "PLACE",
                mark("ESSAY#BOOKMARK as exports have it, ESSAY#OFFSET or ESSAY"),
                completes="essay",
            ),
        ),
        (_JSON,),
    ),
    Command(
        "export",
        mark("Write out what was kept: passages, notes, places."),
        "reader.cli.exporting:export",
        (_ESSAY._replace(is_required=False, is_many=True),),
        (
            Option("--to", mark("the form"), "FORM", EXPORTS),
            Option("--template", mark("in a form of your own"), "FILE", completes="file"),
            Option(
                "--output",
                mark("a file, - for standard output, or a folder with a file for each essay"),
                "PATH",
                completes="file",
            ),
        ),
    ),
    Command(
        "import",
        mark(
            "Bring in what was kept elsewhere: our JSON, Readwise, Kindle, KOReader, hypothes.is."
        ),
        "reader.cli.importing:bring",
        (
            Argument(
                "FILE", mark("a file that another program wrote"), is_many=True, completes="file"
            ),
        ),
        (Option("--dry-run", mark("only tell what would be new")), _JSON),
    ),
    Command(
        "merge",
        mark("Merge another state file into the reader's; without one, copies that lie beside it."),
        "reader.cli.merging:merge",
        (
            Argument(
                "OTHER",
                mark("a state file, or a folder that has one"),
                is_required=False,
                is_many=True,
                completes="file",
            ),
        ),
        (Option("--dry-run", mark("only tell what would be new")), _JSON),
    ),
    Command(
        "state",
        mark("Tell what the state file holds."),
        "reader.cli.merging:state",
        (),
        (Option("--check", mark("look for damage in it and in its backup, line by line")), _JSON),
    ),
    Command(
        "sync",
        mark(
            "Carry what was kept to your other machines and back: `sync` in config.yaml says how."
        ),
        "reader.cli.syncing:sync",
        (),
        (Option("--dry-run", mark("only show what would be sent")), _JSON),
    ),
    Command(
        "details",
        mark("Tell what is known of an essay."),
        "reader.cli.essays:show_details",
        (_ESSAY,),
        (_JSON,),
    ),
    Command(
        "images",
        mark("List an essay's images, or paint one of them."),
        "reader.cli.images:images",
        (_ESSAY, Argument("NUMBER", mark("an image's number in the list"), is_required=False)),
        (
            Option("--measure", mark("columns to paint it in"), value="N"),
            Option("--output", mark("write the image to this file instead"), value="FILE"),
            _JSON,
        ),
    ),
    Command("edit", mark("Edit an essay's file."), "reader.cli.essays:edit", (_ESSAY,)),
    Command(
        "tag",
        mark("Give an essay tags; without any, print those it has."),
        "reader.cli.essays:tag",
        (_ESSAY, Argument("TAG", mark("a word"), is_required=False, is_many=True)),
        (Option("--remove", mark("take them away instead")), _JSON),
    ),
    Command(
        "put",
        mark("Put an essay where it belongs: to be read later, finished, archived."),
        "reader.cli.essays:put",
        (_ESSAY, Argument("WHERE", mark("later, finished, archived or none"), choices=STANDINGS)),
        (_JSON,),
    ),
    Command(
        "stats",
        mark("Print how much was read, when and how fast."),
        "reader.cli.diary:stats",
        (),
        (Option("--erase", mark("erase the counts")), _JSON),
    ),
    Command(
        "paths",
        mark("Print where the reader keeps its files."),
        "reader.cli.folders:paths",
        (),
        (_JSON,),
    ),
    Command(
        "completion",
        mark("Print a script that teaches a shell to complete these words."),
        "reader.cli.completion:completion",
        (Argument("SHELL", mark("bash, zsh or fish"), choices=SHELLS),),
    ),
    Command("_essays", "", "reader.cli.listing:print_essay_names", is_hidden=True),
    Command("_folders", "", "reader.cli.folders:print_folders", is_hidden=True),
)


def command(name: str) -> Command | None:
    """The command with a name, or None."""
    return next((each for each in COMMANDS if each.name == name), None)


def shown() -> tuple[Command, ...]:
    """The commands that people use."""
    return tuple(each for each in COMMANDS if not each.is_hidden)
