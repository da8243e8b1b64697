"""A model's answer as plain text while it streams: without thinking, special tokens, code fences and bold marks."""

from __future__ import annotations

import re

from drafter.errors import Malformed

_TAG = re.compile(r"<(/?)(?:think|thinking|thought)>")
_DRESS = re.compile(r"<\|[^<>|\n]{1,40}\|>|```[A-Za-z]*\n?|\*\*")
"""Special tokens that leak (`<|begin_of_box|>`), a fence with its language, and the marks of bold."""

_UNDECIDED = re.compile(r"(?:<[^<>\n]{0,43}|`+[A-Za-z]*|\*+)$")
"""An end that may yet grow into one of these; it waits for the next piece."""

_LONGEST_TAG = 12


class PlainReader:
    """`feed` gives back what is certain to be text, `close` the rest; how the answer is cut into pieces makes no difference."""

    def __init__(self) -> None:
        self._held = ""
        self._thinking = False
        self.said = False
        """Whether there was any text beyond blanks."""

    def feed(self, piece: str) -> str:
        """The next text. `Malformed` when thinking was under way before any tag said so: it cannot be told from prose."""
        self._held += piece
        text = ""
        while tag := _TAG.search(self._held):
            if not self._thinking:
                if tag[1]:
                    raise Malformed("the model mixes its thinking into the answer", "Turn its thinking off.")
                text += self._undressed(self._held[: tag.start()])
            self._thinking = not tag[1]
            self._held = self._held[tag.end() :]
        if self._thinking:
            self._held = self._held[-_LONGEST_TAG:]
            return text
        undecided = _UNDECIDED.search(self._held)
        sure = undecided.start() if undecided else len(self._held)
        text += self._undressed(self._held[:sure])
        self._held = self._held[sure:]
        return text

    def close(self) -> str:
        """What was held back; nothing of a thought that never ended."""
        rest, self._held = self._held, ""
        return "" if self._thinking else self._undressed(rest)

    def _undressed(self, text: str) -> str:
        text = _DRESS.sub("", text)
        if not self.said:
            text = text.lstrip()
            self.said = bool(text)
        return text
