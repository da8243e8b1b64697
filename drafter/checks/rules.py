"""What checks go by: the language's wording of findings, what the form says, and how a finding is made."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import cast

from drafter import languages, prompts
from drafter.kinds import Kind, form_fields
from drafter.schema import Draft, Fact, Figure, Finding, Item, Severity


@dataclass(frozen=True)
class Rules:
    """Read-only while a draft is checked. `form` holds the form's fields as printed; `years` the years it allows."""

    language: str
    kind: Kind
    form: tuple[tuple[str, str], ...]
    years: tuple[str, ...]

    def figures(self, text: str) -> tuple[Figure, ...]:
        """The figures of a text in the draft's language."""
        return languages.load(self.language).read_figures(text)

    @property
    def last_year(self) -> str:
        """The year before the period, empty when the period is not given."""
        return str(int(self.years[0]) - 1) if self.years else ""

    def speaks_of_last_year(self, facts: Sequence[Fact]) -> bool:
        """Whether a fact names the year before in words (去年, last year), which print turns into its number."""
        cue = cast("dict[str, dict[str, str]]", prompts.read_table(self.language, "language.toml"))["form"]["last_year"]
        return any(re.search(cue, f"{fact.theme} {fact.text}") for fact in facts)

    def cue(self, name: str) -> re.Pattern[str]:
        """A pattern of the language's table `[consistency]`."""
        table = cast("dict[str, dict[str, str]]", prompts.read_table(self.language, "language.toml"))["consistency"]
        return _compiled(table[name])

    @property
    def form_text(self) -> str:
        """All that the form says, in a row."""
        return "\n".join(value for _, value in self.form if value)

    def finding(self, code: str, severity: Severity, *, item: Item | None = None, sentence: int | None = None,
                span: tuple[int, int] = (0, 0), facts: tuple[Fact, ...] = (), **words: str) -> Finding:  # fmt: skip
        """A finding in the draft's language; its digest covers the code, the sentence, the span and the sources' texts."""
        text = item.sentences[sentence].text if item is not None and sentence is not None else ""
        basis = "\x1f".join((code, text, str(span), *sorted(words.values()), *(fact.text for fact in facts)))
        return Finding(
            code=code,
            severity=severity,
            message=_message(self.language, code, words),
            item=item.id if item is not None else None,
            sentence=sentence,
            start=span[0],
            end=span[1],
            facts=tuple(fact.id for fact in facts),
            digest=hashlib.sha256(basis.encode("utf-8", "surrogatepass")).hexdigest()[:16],
        )


@cache
def _compiled(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern)


def _message(language: str, code: str, words: dict[str, str]) -> str:
    template = cast("dict[str, str]", prompts.read_table(language, "findings.toml")["messages"])[code]
    return re.sub(r"\{(\w+)\}", lambda match: words[match[1]], template)


def rules_for(draft: Draft, kind: Kind) -> Rules:
    """The rules of a draft."""
    fields = form_fields(draft.request)
    period = re.findall(r"(?:19|20)\d\d", draft.request.period)
    years = {year for text in period for year in (text, str(int(text) + 1))}
    return Rules(draft.request.language, kind, tuple(fields.items()), tuple(sorted(years)))
