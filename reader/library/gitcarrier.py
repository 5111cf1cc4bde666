"""Carrying a folder with git: commit what is new, take what others pushed, push, and try again.

It is the reader's own git that runs: their remotes, keys and credential helpers, and nobody is ever
asked for a password. Each command has its time, after which it and all that it started are ended: a
machine that does not answer costs seconds, and what was committed goes out another time.
"""

import os
import signal
import subprocess
from collections.abc import Callable
from pathlib import Path

from reader.errors import ReaderError
from reader.text import clean
from reader.wording import _

LOCAL_SECONDS, REMOTE_SECONDS = 30.0, 60.0
TRIES = 8
"""How often what others pushed meanwhile is taken before a push is given up."""


class GitError(ReaderError):
    """Git could not do what it was asked for."""


class Unreachable(GitError):  # noqa: N818 - a state of the network more than an error
    """The remote did not answer, or refused."""


class GitFolder:
    """A folder that is, or becomes, a git repository."""

    def __init__(self, folder: Path, remote: str = "", *, remote_seconds: float = REMOTE_SECONDS):
        """*remote* is the address that `origin` gets if the repository has no remote yet."""
        self.folder = folder
        self._remote = remote
        self._remote_seconds = remote_seconds

    def prepare(self) -> None:
        """Have a repository there, without an unfinished rebase of a reader that was killed."""
        self.folder.mkdir(parents=True, exist_ok=True)
        found = self._try("rev-parse", "--git-dir", "--show-prefix")
        is_inside = found.returncode == 0 and found.stdout.split("\n")[1:2] == [""]
        if not is_inside:
            if any(path.name == ".git" for path in self.folder.iterdir()):
                raise GitError(self._sentence(found))
            self._git("init", "--quiet")
        git = self.folder / found.stdout.split("\n")[0] if is_inside else self.folder / ".git"
        if (git / "rebase-merge").exists() or (git / "rebase-apply").exists():
            self._try("rebase", "--abort")
        if self._remote and not self._git("remote").strip():
            self._git("remote", "add", "origin", self._remote)

    def commit(self, path: Path, message: str) -> bool:
        """Commit one file as it is; whether there was anything to commit."""
        self._git("add", "--force", "--", str(path))
        if self._try("diff", "--cached", "--quiet", "--", str(path)).returncode == 0:
            return False
        self._git(
            *self._author(), "commit", "--quiet", "--no-verify", "-m", message, "--", str(path)
        )
        return True

    @property
    def has_remote(self) -> bool:
        """Whether there is somewhere to push to."""
        return bool(self._git("remote").strip())

    def exchange(self, take: Callable[[], None]) -> None:
        """Take what others pushed, have *take* read it and commit what it adds, push.

        If others push meanwhile, again. Raises Unreachable if the remote does not answer.
        """
        remote = self._git("remote").split()[0]
        branch = self._branch(remote)
        for _turn in range(TRIES):
            self._far("fetch", "--quiet", remote)
            theirs = f"refs/remotes/{remote}/{branch}"
            is_there = self._try("rev-parse", "--verify", "--quiet", theirs).returncode == 0
            if is_there and not self._is_ancestor(theirs, "HEAD"):
                self._rebase(theirs)
                take()
            if self._try("rev-parse", "--verify", "--quiet", "HEAD").returncode:
                return  # nobody has anything yet
            if is_there and self._is_ancestor("HEAD", theirs):
                return
            pushed = self._run(
                ("push", "--quiet", remote, f"HEAD:refs/heads/{branch}"), self._remote_seconds
            )
            if pushed.returncode == 0:
                return
            refused = pushed
        raise Unreachable(self._sentence(refused))

    def _branch(self, remote: str) -> str:
        """The branch that all devices share: what the remote calls its main one, or `main`."""
        own = self._try("symbolic-ref", "--quiet", "--short", "HEAD").stdout.strip()
        said = self._try(
            "ls-remote", "--symref", remote, "HEAD", seconds=self._remote_seconds
        ).stdout
        for row in said.splitlines():
            if row.startswith("ref: refs/heads/"):
                return row.removeprefix("ref: refs/heads/").split("\t")[0]
        followed = self._try("config", f"branch.{own}.merge").stdout.strip()
        return followed.removeprefix("refs/heads/") or "main"

    def _is_ancestor(self, one: str, other: str) -> bool:
        return self._try("merge-base", "--is-ancestor", one, other).returncode == 0

    def _rebase(self, theirs: str) -> None:
        """Put our commits on top of theirs. No two devices write one file, so none conflicts."""
        if self._try("rev-parse", "--verify", "--quiet", "HEAD").returncode:
            self._git("reset", "--quiet", "--hard", theirs)
            return
        done = self._run(
            (*self._author(), "rebase", "--quiet", "--autostash", theirs), LOCAL_SECONDS
        )
        if done.returncode:
            self._try("rebase", "--abort")
            raise GitError(self._sentence(done))

    def _author(self) -> tuple[str, ...]:
        """Who commits, where the reader's git does not know; and never a question for a passphrase."""
        options: tuple[str, ...] = ("-c", "commit.gpgsign=false")
        if not self._try("config", "user.email").stdout.strip():
            options += ("-c", "user.name=reader", "-c", "user.email=reader@localhost")
        return options

    def _git(self, *words: str) -> str:
        done = self._run(words, LOCAL_SECONDS)
        if done.returncode:
            raise GitError(self._sentence(done))
        return done.stdout

    def _far(self, *words: str) -> None:
        done = self._run(words, self._remote_seconds)
        if done.returncode:
            raise Unreachable(self._sentence(done))

    def _try(self, *words: str, seconds: float = LOCAL_SECONDS) -> subprocess.CompletedProcess[str]:
        return self._run(words, seconds)

    def _run(self, words: tuple[str, ...], seconds: float) -> subprocess.CompletedProcess[str]:
        """Run a git command in the folder, without a terminal and within its time."""
        environment = {
            "GIT_SSH_COMMAND": "ssh -o BatchMode=yes",
            **{name: said for name, said in os.environ.items() if not name.startswith("GIT_DIR")},
            "GIT_TERMINAL_PROMPT": "0",
            "GIT_EDITOR": "true",
            "LC_ALL": "C",
        }
        try:
            process = subprocess.Popen(
                ("git", *words),
                cwd=self.folder,
                env=environment,
                stdin=subprocess.DEVNULL,
                stdout=subprocess.PIPE,
                stderr=subprocess.PIPE,
                text=True,
                errors="replace",
                start_new_session=True,
            )
        except FileNotFoundError:
            said = _("git is not installed; without it, leave out `git` in config.yaml.")
            raise GitError(said) from None
        try:
            out, complaint = process.communicate(timeout=seconds)
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)
            process.communicate()
            said = _("`git {command}` did not answer within {seconds:g} seconds.")
            raise Unreachable(said.format(command=_verb(words), seconds=seconds)) from None
        except BaseException:
            os.killpg(process.pid, signal.SIGKILL)
            process.wait()
            raise
        return subprocess.CompletedProcess(words, process.returncode, out, complaint)

    def _sentence(self, done: subprocess.CompletedProcess[str]) -> str:
        """What git complained of, in its own words."""
        lines = [each.strip() for each in (done.stderr or done.stdout).splitlines() if each.strip()]
        hints = ("hint:", "warning:")
        words = [each for each in lines if not each.lower().startswith(hints)] or lines
        said = _("`git {command}` in {folder} failed: {why}")
        why = clean.line(" ".join(words[:3])) or str(done.returncode)
        folder = clean.line(str(self.folder))
        return said.format(command=_verb(done.args), folder=folder, why=why)


def _verb(words: tuple[str, ...]) -> str:
    """The command among the words: what stands behind the `-c` options."""
    rest = list(words)
    while rest[:1] == ["-c"]:
        rest = rest[2:]
    return rest[0] if rest else ""
