"""The store: one table of drafts. A word that was shown is in it; a write that came too late is told so.

SQLite in the user's data folder by default, in WAL so that readers never wait for a writer; any other database is only
a URL. Each row holds the draft whole, as JSON, beside the few columns that a list of drafts is made from.
"""

from __future__ import annotations

import sqlite3
import threading
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Literal, TypeAlias

import sqlalchemy as sa

from drafter.errors import DraftFormatError, InputError, StaleError, StoreError
from drafter.saving import dump_draft, load_draft
from drafter.schema import Draft
from drafter.settings import place, read_settings

State: TypeAlias = Literal["notes", "unfinished", "finished"]
STATES: tuple[State, ...] = ("notes", "unfinished", "finished")
"""`notes`: no report yet; `unfinished`: some item is still to be written; `finished`: none is."""

BUSY = 10
"""Seconds that a write waits for another process's write before the store is said to be locked."""

_DRAFTS = sa.Table(
    "drafts",
    sa.MetaData(),
    sa.Column("id", sa.String(64), primary_key=True),
    sa.Column("owner", sa.String(200), nullable=False, index=True),
    sa.Column("rev", sa.Integer, nullable=False),
    sa.Column("state", sa.String(20), nullable=False),
    sa.Column("title", sa.Text, nullable=False),
    sa.Column("created", sa.String(27), nullable=False),
    sa.Column("changed", sa.String(27), nullable=False),
    sa.Column("trashed", sa.String(27), nullable=True),
    sa.Column("draft", sa.Text, nullable=False),
)

_STEPS = sa.Table(
    "steps",
    _DRAFTS.metadata,
    sa.Column("number", sa.Integer, primary_key=True, autoincrement=True),
    sa.Column("id", sa.String(64), nullable=False, index=True),
    sa.Column("owner", sa.String(200), nullable=False, index=True),
    sa.Column("undone", sa.Boolean, nullable=False),
    sa.Column("step", sa.LargeBinary, nullable=False),
)
"""What the writer did to a draft, so that it can be undone after a restart too: the draft before and after, packed."""

STEPS = 50
"""Steps kept of a draft."""


@dataclass(frozen=True)
class Filed:
    """A draft as a list shows it. Times are UTC, ISO 8601; `trashed` is empty unless the draft lies in the trash."""

    id: str
    rev: int
    state: State
    title: str
    created: str
    changed: str
    trashed: str = ""


class Store:
    """Drafts by owner. Whoever names another owner's draft is told that there is none.

    `url` is a file's path or a SQLAlchemy URL; empty: the setting DRAFTER_STORE, else the user's data folder. The
    methods raise `StoreError` in one line when the disk or the database fails, and `StaleError` for a write onto a
    draft that was changed since it was read.
    """

    def __init__(self, url: str = "", clock: Callable[[], str] | None = None) -> None:
        self.url = _url(url or read_settings().store)
        self._clock = clock or _now
        self._turn = threading.Lock()  # SQLite lets one write at a time; waiting here is fairer than its own polling
        with _faults(self.url):
            self._engine = _connect(self.url)
            _DRAFTS.metadata.create_all(self._engine)

    def close(self) -> None:
        """Let go of the database's connections; the next call opens new ones."""
        self._engine.dispose()

    def add(self, draft: Draft, owner: str = "") -> None:
        """File a new draft."""
        now = self._clock()
        with self._begin(writing=True) as connection:
            connection.execute(_DRAFTS.insert().values(owner=owner, created=now, id=draft.id, **_columns(draft, now)))

    def save(
        self,
        draft: Draft,
        over: int,
        before: Draft | None = None,
        turn: Literal["done", "undone", "redone"] = "done",
        *,
        owner: str = "",
    ) -> int | None:
        """Lay a draft over revision `over` of itself; `StaleError` if another one stands there, `InputError` if none. With the
        draft `before`, it was a step of the writer's: it is filed in the same write, and one that takes another back
        replaces that; the number that it is filed under.
        """
        with self._begin(writing=True) as connection:
            here = _of(draft.id, owner) & (_DRAFTS.c.rev == over)
            if not connection.execute(_DRAFTS.update().where(here).values(_columns(draft, self._clock()))).rowcount:
                found = connection.scalar(sa.select(_DRAFTS.c.rev).where(_of(draft.id, owner)))
                raise (
                    _nothing(draft.id)
                    if found is None
                    else StaleError(
                        f"the draft was changed elsewhere: revision {found} stands, not {over}; read it again"
                    )
                )
            if before is None:
                return None
            _file_step(connection, _of_steps(draft.id, owner), turn)
            row = {"id": draft.id, "owner": owner, "undone": turn == "undone", "step": _packed(before, draft)}
            filed = connection.execute(_STEPS.insert().values(row)).inserted_primary_key
            return int(filed[0]) if filed else None

    def newest_step(self, name: str, owner: str = "") -> int:
        """The number of the step of a draft that is undone next, 0 if there is none."""
        query = sa.select(sa.func.max(_STEPS.c.number)).where(_of_steps(name, owner) & ~_STEPS.c.undone)
        with self._begin() as connection:
            return int(connection.scalar(query) or 0)

    def amend_step(self, name: str, number: int, step: tuple[Draft, Draft] | None, owner: str = "") -> None:
        """Say what the step of that number did after all: the draft before and after it, or None for nothing. One that was
        undone or given up since stays as it is.
        """
        mine = _of_steps(name, owner) & (_STEPS.c.number == number) & ~_STEPS.c.undone
        amended = _STEPS.update().where(mine).values(step=_packed(*step)) if step else _STEPS.delete().where(mine)
        with self._begin(writing=True) as connection:
            connection.execute(amended)

    def count_steps(self, name: str, owner: str = "") -> tuple[int, int]:
        """How many steps of a draft can be undone, and how many redone."""
        query = sa.select(_STEPS.c.undone, sa.func.count()).where(_of_steps(name, owner)).group_by(_STEPS.c.undone)
        with self._begin() as connection:
            found = {bool(undone): int(count) for undone, count in connection.execute(query)}
        return found.get(False, 0), found.get(True, 0)

    def last_step(self, name: str, owner: str = "", *, undone: bool = False) -> tuple[Draft, Draft] | None:
        """The draft before and after the last step that was done (or undone), None if there is none."""
        query = sa.select(_STEPS.c.step).where(_of_steps(name, owner) & (_STEPS.c.undone == undone))
        with self._begin() as connection:
            packed = connection.scalar(query.order_by(_STEPS.c.number.desc()).limit(1))
        if packed is None:
            return None
        before, _, after = zlib.decompress(packed).partition(b"\n")
        return load_draft(before), load_draft(after)

    def drop_step(self, name: str, owner: str = "", *, undone: bool = False) -> None:
        """Forget the last step that was done (or undone)."""
        with self._begin(writing=True) as connection:
            _drop_last(connection, _of_steps(name, owner) & (_STEPS.c.undone == undone))

    def has(self, name: str) -> bool:
        """Whether a draft of that id is filed, whoever's."""
        with self._begin() as connection:
            return connection.scalar(sa.select(_DRAFTS.c.rev).where(_DRAFTS.c.id == name)) is not None

    def load(self, name: str, owner: str = "") -> Draft:
        """The draft of that id, out of the trash as well; `InputError` if there is none, or if it cannot be read."""
        with self._begin() as connection:
            text = connection.scalar(sa.select(_DRAFTS.c.draft).where(_of(name, owner)))
        if text is None:
            raise _nothing(name)
        return load_draft(text)

    def list_drafts(
        self, owner: str = "", *, state: State | None = None, search: str = "", trashed: bool = False
    ) -> tuple[Filed, ...]:
        """The owner's drafts, last changed first; `search` is looked for in titles, forms, notes and reports."""
        wanted = (_DRAFTS.c.owner == owner) & (
            _DRAFTS.c.trashed.is_not(None) if trashed else _DRAFTS.c.trashed.is_(None)
        )
        if state is not None:
            wanted &= _DRAFTS.c.state == state
        words = " ".join(search.split())
        columns = [_DRAFTS.c[name] for name in ("id", "rev", "state", "title", "created", "changed", "trashed")]
        query = sa.select(*columns, _DRAFTS.c.draft if words else sa.literal("")).where(wanted)
        with self._begin() as connection:
            rows = connection.execute(query.order_by(_DRAFTS.c.changed.desc(), _DRAFTS.c.id)).all()
        return tuple(Filed(*row[:6], row[6] or "") for row in rows if not words or _holds(row[7], words))

    def trash(self, name: str, owner: str = "") -> None:
        """Put a draft into the trash; it can be restored until it is wiped."""
        self._set_trashed(name, owner, self._clock())

    def restore(self, name: str, owner: str = "") -> None:
        """Take a draft out of the trash."""
        self._set_trashed(name, owner, None)

    def wipe(self, owner: str = "", name: str = "") -> int:
        """Delete for good: one draft, or (no name) everything of the owner's; how many. The file keeps no trace of them."""
        with self._begin(writing=True) as connection:
            gone = connection.execute(_DRAFTS.delete().where(_of(name, owner) if name else _DRAFTS.c.owner == owner))
            connection.execute(_STEPS.delete().where(_of_steps(name, owner) if name else _STEPS.c.owner == owner))
        if self._engine.dialect.name == "sqlite":
            with _faults(self.url), self._engine.connect() as connection:  # a transaction would forbid it
                connection.execution_options(isolation_level="AUTOCOMMIT").execute(sa.text("VACUUM"))
                connection.execute(sa.text("PRAGMA wal_checkpoint(TRUNCATE)"))
        return gone.rowcount

    def check(self) -> None:
        """Read and write a little; `StoreError` in one line if the store could not take a draft now."""
        with self._begin(writing=True) as connection:
            connection.execute(
                _DRAFTS.update().where(_DRAFTS.c.id == "").values(rev=0)
            )  # takes the write lock, changes nothing

    def _set_trashed(self, name: str, owner: str, when: str | None) -> None:
        with self._begin(writing=True) as connection:
            if not connection.execute(_DRAFTS.update().where(_of(name, owner)).values(trashed=when)).rowcount:
                raise _nothing(name)

    @contextmanager
    def _begin(self, *, writing: bool = False) -> Iterator[sa.Connection]:
        turn = self._turn if writing and self.url.get_backend_name() == "sqlite" else nullcontext()
        with _faults(self.url), turn, self._engine.begin() as connection:
            yield connection


def state_of(draft: Draft) -> State:
    """How far a draft is."""
    if draft.report is None:
        return "notes"
    return "unfinished" if any(item.state == "planned" and item.facts for item in draft.report.items()) else "finished"


def title_of(draft: Draft) -> str:
    """What a list calls the draft: its title, else the first line of its notes."""
    first = next((note.text.strip() for note in draft.notes if not note.removed and note.text.strip()), "")
    return " ".join((draft.report.title if draft.report else first).split())[:200]


def _columns(draft: Draft, now: str) -> dict[str, object]:
    return {
        "rev": draft.rev,
        "state": state_of(draft),
        "title": title_of(draft),
        "changed": now,
        "draft": dump_draft(draft),
    }


def _packed(before: Draft, after: Draft) -> bytes:
    return zlib.compress(f"{dump_draft(before)}\n{dump_draft(after)}".encode())


def _of(name: str, owner: str) -> sa.ColumnElement[bool]:
    return sa.and_(_DRAFTS.c.id == name, _DRAFTS.c.owner == owner)


def _of_steps(name: str, owner: str) -> sa.ColumnElement[bool]:
    return sa.and_(_STEPS.c.id == name, _STEPS.c.owner == owner)


def _file_step(connection: sa.Connection, mine: sa.ColumnElement[bool], turn: str) -> None:
    """Make room for a step: what it takes back goes; a new one ends what could be redone, and the oldest beyond `STEPS`."""
    if turn != "done":
        _drop_last(connection, mine & (_STEPS.c.undone == (turn == "redone")))
        return
    connection.execute(_STEPS.delete().where(mine & _STEPS.c.undone))
    newest = sa.select(_STEPS.c.number).where(mine).order_by(_STEPS.c.number.desc())
    oldest = connection.scalar(newest.offset(STEPS - 1).limit(1))
    if oldest is not None:
        connection.execute(_STEPS.delete().where(mine & (_STEPS.c.number <= oldest)))


def _drop_last(connection: sa.Connection, which: sa.ColumnElement[bool]) -> None:
    last = connection.scalar(sa.select(sa.func.max(_STEPS.c.number)).where(which))
    connection.execute(_STEPS.delete().where(_STEPS.c.number == last))


def _nothing(name: str) -> InputError:
    return InputError(f"there is no draft {name!r}; it was deleted, or it is somebody else's")


def _holds(text: str, words: str) -> bool:
    """Whether a draft's own words (not the names of its fields) hold what is looked for; case does not matter."""
    try:
        draft = load_draft(text)
    except DraftFormatError:
        return False
    said = [*(note.text for note in draft.notes if not note.removed), draft.request.unit, draft.request.period]
    if draft.report is not None:
        said += [draft.report.title, *(f"{item.heading or ''}{item.text}" for item in draft.report.items())]
    return any(words.lower() in " ".join(line.split()).lower() for line in said)


def _now() -> str:
    return datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")


def _url(given: str) -> sa.URL:
    """A SQLAlchemy URL of what was given: a URL, the path of an SQLite file, or nothing (the user's data folder)."""
    if "://" in given:
        try:
            return sa.make_url(given)
        except (sa.exc.ArgumentError, ValueError) as error:  # SQLAlchemy lets a port's pass that is no number
            raise _unreadable() from error
    if given:
        return sa.URL.create("sqlite", database=str(place(given).absolute()))
    from platformdirs import user_data_path  # only when no place is named

    return sa.URL.create("sqlite", database=str(user_data_path("drafter") / "drafts.db"))


def _unreadable() -> InputError:
    return InputError("the store's URL cannot be read; a path, or a URL such as sqlite:////srv/drafts.db")


def _connect(url: sa.URL) -> sa.Engine:
    try:
        return _sqlite(url) if url.get_backend_name() == "sqlite" else sa.create_engine(url, pool_pre_ping=True)
    except (ImportError, sa.exc.NoSuchModuleError) as error:
        raise InputError(f"the store {url.get_backend_name()!r} needs its database driver: {error}") from error
    except (sa.exc.ArgumentError, ValueError) as error:
        raise _unreadable() from error


def _sqlite(url: sa.URL) -> sa.Engine:
    if url.database and url.database != ":memory:" and not url.database.startswith("file:"):  # one is a URI, no path
        try:
            Path(url.database).parent.mkdir(mode=0o700, parents=True, exist_ok=True)  # drafts are their writer's alone
        except OSError as error:
            raise StoreError(
                f"the store's folder {str(Path(url.database).parent)!r} cannot be made: {error.strerror}"
            ) from error
    engine = sa.create_engine(url, connect_args={"timeout": BUSY}, **_pool(url))

    @sa.event.listens_for(engine, "connect")
    def _settle(connection: sqlite3.Connection, _record: object) -> None:
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("PRAGMA synchronous = FULL")  # a commit survives a power cut, not only a killed process
        connection.execute("PRAGMA cache_size = -512")  # KB: a draft is found by its key, once
        connection.execute("PRAGMA secure_delete = ON")  # what is wiped is gone from the file

    return engine


def _pool(url: sa.URL) -> dict[str, int]:
    """Few connections: writes wait for each other anyway. A database in memory has its own single one."""
    return {} if url.database in {None, "", ":memory:"} else {"pool_size": 4, "max_overflow": 4}


_PLAIN = {
    sqlite3.SQLITE_FULL: "the disk is full; make room, nothing that was shown is lost",
    sqlite3.SQLITE_READONLY: "it is read-only; let this user write to the file and its folder",
    sqlite3.SQLITE_CANTOPEN: "it cannot be opened; check that the folder exists and may be written to",
    sqlite3.SQLITE_BUSY: f"another program has held it locked for {BUSY} seconds; close that program, or try again",
    sqlite3.SQLITE_LOCKED: "another program holds it locked; close that program, or try again",
    sqlite3.SQLITE_CORRUPT: "the file is damaged; put a copy back in its place, or move it away to start a new one",
    sqlite3.SQLITE_NOTADB: "the file is not a drafter store; name another, or move it away to start a new one",
    sqlite3.SQLITE_IOERR: "the disk cannot be read or written; check it, and the room left on it",
}


@contextmanager
def _faults(url: sa.URL) -> Iterator[None]:
    """What a database says when it fails, in a line that a person can act on."""
    place = repr(url.database) if url.get_backend_name() == "sqlite" else url.render_as_string(hide_password=True)
    try:
        yield
    except sa.exc.DBAPIError as error:
        code = getattr(error.orig, "sqlite_errorcode", 0) & 0xFF
        said = _PLAIN.get(code) or " ".join(str(error.orig).split())[:200]
        raise StoreError(f"the store of drafts {place} failed: {said}") from error
