"""A report rebuilt from what came back: changed items become versions, new ones are laid in, removed ones are kept aside."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from drafter import kinds, prompts, report
from drafter.errors import InputError
from drafter.formats import layout, returned
from drafter.formats.returned import plain
from drafter.formats.title import is_broken_as_printed
from drafter.schema import (
    PARTS,
    Attachment,
    By,
    Draft,
    Item,
    Part,
    PartName,
    Removed,
    Report,
    Section,
    Sentence,
    Signature,
    Version,
    join_sentences,
)
from drafter.service import words
from drafter.service.returning import Gathered, Group

_ALL_BLANKS = re.compile(r"\s+")
_LIST_NUMBER = re.compile(r"^\s*\d{1,2}\s*[.．、]\s*")


class Stamp(NamedTuple):
    """Where the new words were typed, and when they were read back (UTC, ISO 8601)."""

    by: By
    at: str


class Rebuilding:
    """The report that a file's groups make of the one that it was printed from.

    `changed` names what differs: item ids, part names, and fields of the report.
    """

    def __init__(self, draft: Draft, before: Report, printed: Report, gathered: Gathered, stamp: Stamp) -> None:
        """`before` is the report of the draft, `printed` the same with the surface of print; `stamp` is on new versions."""
        self.changed: list[str] = []
        self.left = gathered.left
        self._draft, self._before, self._printed, self._found = draft, before, printed, gathered
        self._language, self._stamp = layout.language_of(draft), stamp
        self._old = {item.id: item for item in before.items()}
        self._shown = {item.id: item for item in printed.items()}
        self._now = {
            group.name: self._item(group)
            for group in gathered.of("item", "opening", "new")
            if group.lines or group.table
        }

    def report(self) -> Report:
        """The report as it stands now; the same object where nothing was done to it."""
        update: dict[str, object] = {
            "title": self._title(),
            "recipient": self._recipient(),
            "opening": self._opening(),
            "others": self._others(),
            "closing": self._closing(),
            "signature": self._signature(),
            "attachments": self._attachments(),
        }
        self.changed += [
            name for name, value in update.items() if name != "opening" and value != getattr(self._before, name)
        ]
        orders = self._orders()
        gone = [item for item in self._before.items() if item.id not in {n for order in orders.values() for n in order}]
        removed = [self._removed(item) for item in gone if item.id != self._before.opening.id]
        update |= {name: self._part(name, orders[name]) for name in PARTS}
        if removed:
            update["removed"] = (*self._before.removed, *removed)
            self.changed += [each.item.id for each in removed]
        if all(value == getattr(self._before, name) for name, value in update.items()):
            return self._before
        return self._before.model_copy(update=update)

    def _item(self, group: Group) -> Item:
        """The item as the group has it; one that was not touched is the same object."""
        old = self._old.get(group.name)
        item = old or Item(id=group.name, state="hand")
        shown = self._shown.get(item.id, item)
        numbered = group.role != "opening"
        if group.lines and (old is None or not words.same_words(shown, group.lines, self._language, numbered=numbered)):
            item = self._reworded(item, shown, group, numbered=numbered)
        if numbered:  # the opening is printed without a table
            item = self._with_table(item, group, known=old is not None)
        asked = tuple(text for text in dict.fromkeys(self._found.asked.get(item.id, ())) if text not in item.asked)
        if asked:
            item = item.model_copy(update={"asked": (*item.asked, *asked)})
        return item

    def _reworded(self, item: Item, shown: Item, group: Group, *, numbered: bool) -> Item:
        if item.locked:
            self.left.append(group.text)
            return item
        if numbered:
            heading, text = words.read_words(shown, group.lines, self._language)
            heading = item.heading if heading == shown.heading else heading
        else:  # the opening is printed without a heading
            heading, text = item.heading, words.joined([plain(line.text) for line in group.lines], self._language)
        sentences = words.read_sentences(text, item.sentences, shown.sentences, self._draft.facts, self._language)
        if (heading, sentences) == (item.heading, item.sentences):
            return item
        self.changed.append(item.id)
        version = Version(heading=heading, sentences=sentences, by=self._stamp.by, at=self._stamp.at)
        return report.with_version(item, version, "hand")

    def _with_table(self, item: Item, group: Group, *, known: bool) -> Item:
        shown = self._shown.get(item.id, item).table
        before = returned.table_text(shown) if shown is not None else ""
        now = group.table.table if group.table is not None else None
        if (now is None and (not before.strip() or not known)) or (
            now is not None and returned.table_text(now) == before
        ):
            return item
        if item.locked:
            self.left.append(group.table.rows if group.table else before)
            return item
        if now is not None and item.table is not None and len(now.rows) == len(item.table.rows):
            now = now.model_copy(update={"facts": item.table.facts})
        if item.id not in self.changed:
            self.changed.append(item.id)
        return item.model_copy(update={"table": now})

    def _orders(self) -> dict[PartName, list[str]]:
        """The items' ids by part as they stand now. One whose part's heading is gone stays where it was; one that was not
        printed, or is locked, stays behind its neighbour.
        """
        home = {item.id: name for name, part in self._before.parts() for item in part.items}
        headed = {group.name for group in self._found.of("part")}
        orders: dict[PartName, list[str]] = {name: [] for name in PARTS}
        now: PartName = "achievements"
        for group in self._found.groups:
            if group.role == "part":
                now = next(name for name in PARTS if name == group.name)
            elif group.role in ("item", "new"):
                own = home.get(group.name)
                orders[now if own is None or own in headed else own].append(group.name)
        placed = {name for order in orders.values() for name in order}
        for part, holder in self._before.parts():
            for index, item in enumerate(holder.items):
                if item.id in placed or (self._is_gone(item) and not item.locked):
                    continue
                before = [other.id for other in holder.items[:index] if other.id in orders[part]]
                orders[part].insert(orders[part].index(before[-1]) + 1 if before else 0, item.id)
        return orders

    def _is_gone(self, item: Item) -> bool:
        return any(piece.role == "item" and piece.name == item.id for piece in self._found.gone)

    def _removed(self, item: Item) -> Removed:
        part, place = next(
            (name, index)
            for name, holder in self._before.parts()
            for index, other in enumerate(holder.items)
            if other.id == item.id
        )
        return Removed(item=item, part=part, place=place)

    def _part(self, name: PartName, order: Sequence[str]) -> Part:
        part = self._before.part(name)
        own = {item.id for item in part.items}
        items = tuple(self._now.get(item) or self._old[item] for item in order)
        items = tuple(
            item if item.id in own or not item.answers else item.model_copy(update={"answers": ()}) for item in items
        )
        headed = next((group for group in self._found.of("part") if group.name == name), None)
        title = part.title
        if headed is not None and plain(returned.unnumbered(headed.lines[0]).text) != plain(
            self._printed.part(name).title
        ):
            title = plain(returned.unnumbered(headed.lines[0]).text)
            self.changed.append(name)
        gap = part.gap
        if not items and not gap:
            gap = self._usual_gap(name)
        elif items and gap and self._found.is_gone("gap", name):
            gap = None
        if (title, items, gap) == (part.title, part.items, part.gap):
            return part
        return Part(title=title, items=items, gap=gap)

    def _usual_gap(self, name: PartName) -> str:
        try:
            kind = kinds.load_kind(self._language, self._draft.request.kind)
        except InputError:
            usual = str(prompts.read_table(self._language, "language.toml")["default_kind"])
            kind = kinds.load_kind(self._language, usual)
        return kind.parts[name].gap

    def _title(self) -> str:
        rows = [row for group in self._found.of("title") for line in group.lines for row in line.text.split("\n")]
        now, before = "".join(rows), self._before.title
        if not rows:
            return before
        if _ALL_BLANKS.sub("", layout.line(now)) == _ALL_BLANKS.sub("", layout.line(self._printed.title)):
            return self._rebroken([plain(row) for row in rows])
        joint = "\n" if "\n" in before else "" if self._language == "zh" else " "
        return joint.join(plain(row) for row in rows)

    def _rebroken(self, rows: list[str]) -> str:
        """The title with its rows as they stand in Word, when a hand moved a break there; else as it was."""
        before, shown = self._before.title, self._printed.title
        if self._stamp.by != "word" or is_broken_as_printed(shown, tuple(rows), layout.names_of(self._draft)):
            return before
        return "\n".join(rows) if len(rows) > 1 else layout.one_line(before, self._language)

    def _recipient(self) -> str:
        group = next(self._found.of("recipient"), None)
        if group is None:
            return "" if self._found.is_gone("recipient") else self._before.recipient
        now = plain(group.text).rstrip(" ：:")
        return self._before.recipient if now == plain(self._printed.recipient).rstrip(" ：:") else now

    def _opening(self) -> Item:
        opening = self._before.opening
        gone = self._found.is_gone("opening", opening.id)
        if not gone or opening.locked:
            return self._now.get(opening.id, opening)
        self.changed.append(opening.id)
        return report.with_version(
            opening, Version(heading=opening.heading, sentences=(), by=self._stamp.by, at=self._stamp.at), "hand"
        )

    def _closing(self) -> tuple[Sentence, ...]:
        groups = list(self._found.of("closing"))
        if not groups:
            return () if self._found.is_gone("closing") else self._before.closing
        text = plain("".join(group.text for group in groups))
        if text == plain(join_sentences(self._printed.closing)):
            return self._before.closing
        return words.read_sentences(text, self._before.closing, self._printed.closing, (), self._language)

    def _signature(self) -> Signature | None:
        before, shown = self._before.signature, self._printed.signature
        if before is None or shown is None:
            return None
        now = {name: plain(next((g.text for g in self._found.of(name)), "")) for name in ("issuer", "date")}
        update = {name: now[name] for name, value in shown if now[name] != plain(value)}
        if len(update) == 2 and not any(update.values()):
            return None
        return before.model_copy(update=update) if update else before

    def _others(self) -> tuple[Section, ...]:
        """The sections beyond the three parts: as they were, less what is gone, more what was added."""
        sections = []
        for index, (other, shown) in enumerate(zip(self._before.others, self._printed.others, strict=True)):
            title = next((g.lines[0] for g in self._found.of("section") if g.name == str(index)), None)
            found = [g for g in self._found.of("paragraph") if g.name == str(index)]
            if title is None and not found and self._found.is_gone("section", str(index)):
                continue
            head = plain(returned.unnumbered(title).text) if title is not None else plain(shown.title)
            now = [plain(group.text) for group in found]
            kept = {plain(text): old for text, old in zip(shown.paragraphs, other.paragraphs, strict=True)}
            update: dict[str, object] = {} if head == plain(shown.title) else {"title": head}
            if now != [text for text in map(plain, shown.paragraphs) if text]:
                update["paragraphs"] = tuple(kept.get(text, text) for text in now)
            sections.append(other.model_copy(update=update) if update else other)
        return (*sections, *self._new_sections())

    def _new_sections(self) -> list[Section]:
        added = []
        for group in self._found.of("new_section"):
            behind = self._found.groups[self._found.groups.index(group) :]
            before = next((name for g in behind if g.role == "part" for name in PARTS if name == g.name), None)
            paragraphs = tuple(plain(g.text) for g in self._found.of("paragraph") if g.name == group.name)
            title = plain(returned.unnumbered(group.lines[0]).text)
            added.append(Section(title=title, paragraphs=paragraphs, before=before))
        return added

    def _attachments(self) -> tuple[Attachment, ...]:
        label = plain(layout.wording(self._language)["attachments"])
        made = []
        for index, (page, shown) in enumerate(zip(self._before.attachments, self._printed.attachments, strict=True)):
            if self._found.is_gone("listed", "", index):
                continue
            listed = next((g.text for g in self._found.of("listed") if g.at == index), shown.title)
            title = _LIST_NUMBER.sub("", plain(listed).removeprefix(label).strip())
            now = [plain(g.text) for g in self._found.of("page_line") if g.name == str(index)]
            kept = {plain(text): old for text, old in zip(shown.paragraphs, page.paragraphs, strict=True)}
            same = title == _LIST_NUMBER.sub("", plain(layout.one_line(shown.title, self._language)))
            update: dict[str, object] = {} if same else {"title": title}
            if now != [text for text in map(plain, shown.paragraphs) if text]:
                update["paragraphs"] = tuple(kept.get(text, text) for text in now)
            made.append(page.model_copy(update=update) if update else page)
        new = [_LIST_NUMBER.sub("", plain(g.text)) for g in self._found.of("listed") if g.at < 0]
        return (*made, *(Attachment(title=title) for title in new))
