"""Every error raised on purpose, in one tree.

DrafterError
├── InputError            what was given cannot be read: notes, a file, an option, an unknown name
│   ├── DraftFormatError  a saved draft that is damaged, foreign, or written by a newer version
│   └── PromptError       a file under prompts/ (or the user's own) that breaks its contract
├── TargetError           a part, item or version that the draft does not have
│   ├── NoReport          the draft has notes and no report yet
│   └── Locked            an item that the writer has locked
├── StaleError            what this was based on was changed in the meantime; nothing was overwritten
├── StoreError            the store of drafts failed: full, read-only, locked, damaged, out of reach
├── ExportRefused         a clean copy asked for while something is still open
└── EngineError           the text engine did not deliver
    ├── Unreachable       no connection, wrong host, wrong key, wrong model: nothing was written
    ├── Busy              429 or overload: trying again later may help
    ├── Blocked           the provider refused this content; asking it again will not help
    ├── Truncated         the answer was cut off before its end
    ├── Malformed         the answer was empty or not in the agreed form
    ├── TimedOut          no text, or no end, within the time allowed
    └── Spent             the run has used up the tokens that the writer allowed it
"""

from __future__ import annotations


class DrafterError(Exception):
    """Base of every error that drafter raises; its text is one line fit to be shown to a person."""


class InputError(DrafterError):
    """What was given cannot be read; the message says what was wrong and what would be right."""


class DraftFormatError(InputError):
    """A saved draft that is damaged, foreign or from a newer version."""


class PromptError(InputError):
    """A prompt, wording or kind file that is missing a key or holds one that is not known."""


class TargetError(DrafterError):
    """The draft has no such part, item or version."""


class NoReport(TargetError):
    """The draft holds notes, and no report has been written from them yet."""

    def __init__(self) -> None:
        super().__init__("this draft has no report yet; write it first")


class Locked(TargetError):
    """The writer has locked an item, here as a person calls it (`problems/2`): nothing may change it."""

    def __init__(self, item: str) -> None:
        super().__init__(f"{item} is locked; unlock it first")


class StaleError(DrafterError):
    """The draft or item was changed in the meantime, by another window or run; nothing was overwritten."""


class StoreError(DrafterError):
    """The store of drafts cannot take or give a draft: the disk is full, read-only, locked or damaged."""


class ExportRefused(DrafterError):
    """A clean copy was asked for while something is open that it may not leave the house with.

    `open_findings` are the findings that stand in the way.
    """

    def __init__(self, message: str, open_findings: tuple[object, ...] = ()) -> None:
        super().__init__(message)
        self.open_findings = open_findings


class EngineError(DrafterError):
    """The engine did not deliver.

    `retryable` says whether the same request may succeed later; `hint` says what the writer can do; `remark` names what
    the next try should be told (a key of `[answers]` in language.toml), empty when asking again is enough.
    """

    retryable = False

    def __init__(self, message: str, hint: str = "", remark: str = "") -> None:
        super().__init__(message)
        self.hint = hint
        self.remark = remark

    @property
    def line(self) -> str:
        """What went wrong and what the writer can do, on one line."""
        return ". ".join(filter(None, (str(self), self.hint)))


class Unreachable(EngineError):
    """No connection, an unknown host, a wrong key or a wrong model name."""


class Busy(EngineError):
    """The endpoint is overloaded or limits the rate; `wait` is the seconds it asks to be left alone, None if it says none."""

    retryable = True

    def __init__(self, message: str, hint: str = "", wait: float | None = None) -> None:
        super().__init__(message, hint)
        self.wait = wait


class Blocked(EngineError):
    """The provider's filter refused this content."""


class Truncated(EngineError):
    """The answer stopped before its end."""

    retryable = True


class Malformed(EngineError):
    """The answer was empty or not in the agreed form."""

    retryable = True


class TimedOut(EngineError):
    """No first text, or no end, within the time allowed (seconds in the message)."""

    retryable = True


class Spent(EngineError):
    """The tokens that the writer allowed the run are used up; nothing more is asked."""
