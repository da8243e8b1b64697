"""Names in Chinese text: people, places and organisations, by a tagger, a gazetteer, and what names end in."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache

from drafter import marks
from drafter.languages.names import Name
from drafter.remembering import remembered

_NAMED = frozenset({"nr", "ns", "nt", "nz", "nrt", "nrfg"})
_PART = frozenset({"nr", "ns", "nt", "nz", "nrt", "nrfg", "n", "s"})
"""Word classes that may stand before an ending such as 街道 or 局 as part of the name."""

_NOUNS = frozenset("nsjqk")

LEAST, MOST = 2, 3
"""Characters of a personal name."""


@remembered
def read_names(text: str) -> tuple[Name, ...]:
    """The names of a text in order; those that only look like names are marked as not sure."""
    tokens = _tokens(text)
    found = {
        (m.start(), m.end()): Name(m.start(), m.end(), sure=True)
        for m in marks.pattern("zh", "names", "places").finditer(text)
    }
    ends, plain = _ends(), _plain()
    for index, (start, end, tag) in enumerate(tokens):
        word = text[start:end]
        if (tag in _NAMED or word.endswith(ends)) and word not in plain:
            for name in _named(text, tokens, index):
                found.setdefault((name.start, name.end), name)
    listed = frozenset(marks.words("zh", "names", "places"))
    kept = [n for n in found.values() if text[n.start : n.end] not in _plain() or text[n.start : n.end] in listed]
    return tuple(sorted(kept, key=lambda name: (name.start, -name.end)))


def _tokens(text: str) -> list[tuple[int, int, str]]:
    tokens, place = [], 0
    for word, kind in tag(text):
        tokens.append((place, place + len(word), kind))
        place += len(word)
    return tokens


@lru_cache(maxsize=1)
def _plain() -> frozenset[str]:
    return frozenset(marks.words("zh", "marks", "plain"))


@lru_cache(maxsize=1)
def _ends() -> tuple[str, ...]:
    return tuple(
        sorted(
            {*marks.words("zh", "names", "org_ends"), *marks.words("zh", "names", "place_ends")}, key=len, reverse=True
        )
    )


def _named(text: str, tokens: Sequence[tuple[int, int, str]], index: int) -> Iterator[Name]:
    before = tokens[index - 1] if index else None
    start, end, kind = tokens[index]
    word = text[start:end]
    ending = word.endswith(_ends())
    if (
        ending
        and kind[:1] in _NOUNS
        and before is not None
        and before[2] in _PART
        and before[1] - before[0] >= LEAST
        and len(word) <= 6
    ):
        yield Name(before[0], end, sure=before[2] in _NAMED and before[2] != "nz")
    if ending and len(word) > LEAST and word not in _ends() and kind[:1] == "n":
        yield Name(start, end, sure=kind in {"ns", "nt"})
    elif kind in {"ns", "nt"} and len(word) >= LEAST:
        yield Name(start, end, sure=True)
    elif kind in _NAMED and word[0] in _surnames():
        yield from _person(text, tokens, index)


def _person(text: str, tokens: Sequence[tuple[int, int, str]], index: int) -> Iterator[Name]:
    """A surname with its given name, in one token or two; sure beside a title."""
    start, end, _ = tokens[index]
    if end - start == 1 and index + 1 < len(tokens) and tokens[index + 1][1] - end < MOST:
        end = tokens[index + 1][1]
    if not LEAST <= end - start <= MOST:
        return
    titles = marks.pattern("zh", "names", "titles")
    before = any(titles.fullmatch(text, at, start) for at in range(max(0, start - 3), start))
    yield Name(start, end, sure=bool(titles.match(text, end)) or before, person=True)


@lru_cache(maxsize=1)
def _surnames() -> frozenset[str]:
    return frozenset("".join(marks.words("zh", "names", "surnames")))


@remembered
def tag(text: str) -> tuple[tuple[str, str], ...]:
    """The words of a text in order, each with its word class."""
    import rjieba  # a dictionary of 5 MB: a tenth of a second, only where there is prose to check

    return tuple(rjieba.tag(text))


def renamed(before: str, new: str, old: str, after: str) -> bool:
    """Whether two texts that stand at one place, between the same words, are two names of one sort by their shape alone."""
    if _ending(new) and _ending(old):
        return True
    if after.startswith(_ends()) and min(len(new), len(old)) >= LEAST and not _verbal(new) and not _verbal(old):
        return True
    if len(new) == len(old) == 1:
        return all(name in _surnames() and not _ordinary(name + after[:1]) for name in (new, old))
    return _personal(before, new) and _personal(before, old)


def _ending(name: str) -> bool:
    """Whether a text is, or ends in, what organisations and places end in."""
    return name in _ends() or (name not in _plain() and name.endswith(_ends()) and not _ordinary(name))


def _personal(before: str, name: str) -> bool:
    """A surname and a given name that is no ordinary word; the surname may stand before, where both have the same."""
    whole = name if name[0] in _surnames() and len(name) >= LEAST else before[-1:] + name
    if whole[0] not in _surnames() or not LEAST <= len(whole) <= MOST or whole in _plain() or _ordinary(whole):
        return False
    return len(name) == 1 or not _ordinary(name)


def _verbal(word: str) -> bool:
    """Whether a text is one word of the dictionary that is no noun."""
    tags = tag(word)
    return len(tags) == 1 and tags[0][1][:1] not in _NOUNS


def _ordinary(word: str) -> bool:
    """Whether a text is one word of the dictionary, and no name."""
    tags = tag(word)
    return len(tags) == 1 and tags[0][1] not in _NAMED and (len(word) < LONG or tags[0][1][:1] != "n")


LONG = 3
"""Characters from which a noun that ends as an organisation does (科技局) may be one."""
