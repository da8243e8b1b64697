"""A received Word file opened safely: looked at before anything is unpacked, bounded in memory, nothing in it executed.

Refused in one line: what is damaged, encrypted, of the old format, holds macros, has members twice, or unpacks too large.
"""

from __future__ import annotations

import io
import posixpath
import zipfile
import zlib
from typing import TYPE_CHECKING

from drafter.errors import DraftFormatError

if TYPE_CHECKING:
    from lxml import etree

MAX_FILE = 64 * 1024 * 1024
"""The most bytes of a file that is opened."""

MAX_MEMBER = 32 * 1024 * 1024
"""The most bytes that a member may unpack to."""

MAX_XML = 16 * 1024 * 1024
"""The most bytes of a member that is read as XML, which takes some ten times as much memory."""

MAX_TOTAL = 128 * 1024 * 1024
"""The most bytes that all members together may unpack to."""

MAX_MEMBERS = 4000
"""The most members of a package; a report with hundreds of pictures has fewer."""

MAX_RATIO = 200
"""A member above a megabyte that unpacks to more than so many times its size is a bomb: Word's XML comes to 10 to 40."""

_OLE = b"\xd0\xcf\x11\xe0"
_END = b"PK\x05\x06"
_END_SIZE = 22
_ZIP64 = b"PK\x06\x07"
_ROW = 512
"""Bytes of a row of a package's directory, at most on average: names in Word files are short."""

_STRICT = b"http://purl.oclc.org/ooxml/wordprocessingml/main"
_USUAL = b"http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_FAULTS = (zipfile.BadZipFile, zlib.error, NotImplementedError, RuntimeError, EOFError, OSError, ValueError)


def is_package(data: bytes) -> bool:
    """Whether the bytes begin like a Word file, new or old."""
    return data.startswith((b"PK", _OLE))


class Package:
    """The members of a .docx, read one by one when they are asked for."""

    def __init__(self, data: bytes, name: str) -> None:
        """Look at the directory of the file called `name`; `DraftFormatError` for what is not to be opened."""
        self.name = name
        if data.startswith(_OLE):
            raise DraftFormatError(f"{name} is an encrypted or an old .doc file; save it as .docx without a password")
        _look_at_directory(data, name)
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(data))
        except _FAULTS as error:
            raise _damaged(name, error) from error
        members = [member for member in self._zip.infolist() if not member.is_dir()]
        _look_at_members(members, name)
        self.names = tuple(member.filename for member in members)
        types = self.read("[Content_Types].xml") if "[Content_Types].xml" in self.names else b""
        if b"macroEnabled" in types or any(member.lower().endswith("vbaproject.bin") for member in self.names):
            raise DraftFormatError(f"{name} holds macros and is not opened; save it as .docx, which has none")

    def read(self, member: str) -> bytes:
        """A member's bytes, empty if there is none of that name."""
        if member not in self.names:
            return b""
        try:
            return self._zip.read(member)
        except _FAULTS as error:
            raise _damaged(self.name, error) from error

    def head(self, member: str, size: int) -> bytes:
        """The first bytes of a member; the rest is not unpacked."""
        try:
            with self._zip.open(member) as file:
                return file.read(size)
        except _FAULTS as error:
            raise _damaged(self.name, error) from error

    def xml(self, member: str) -> etree._Element | None:
        """A member's root element, None if there is no such member; a document type or a fault is a `DraftFormatError`."""
        data = self.read(member)
        if len(data) > MAX_XML:
            raise DraftFormatError(
                f"{self.name}: {member!r} unpacks to more than {MAX_XML // 2**20} MB; it is not read"
            )
        return parsed(data, f"{self.name} ({member})") if data else None

    def main(self) -> str:
        """The name of the main document part."""
        relations = self.xml("_rels/.rels")
        for relation in relations if relations is not None else ():
            if str(relation.get("Type", "")).endswith("/officeDocument"):
                return posixpath.normpath(str(relation.get("Target", "")).lstrip("/"))
        return "word/document.xml"


def parsed(data: bytes, name: str) -> etree._Element:
    """XML bytes to their root; no entity is resolved, nothing outside is looked up."""
    from lxml import etree

    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, remove_comments=True, remove_pis=True
    )
    try:
        root = etree.fromstring(data.replace(_STRICT, _USUAL), parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise DraftFormatError(f"{name} is damaged: {error}") from error
    if root.getroottree().docinfo.internalDTD is not None:
        raise DraftFormatError(f"{name} holds a document type, which no Word file has; it is not read")
    return root


def _look_at_directory(data: bytes, name: str) -> None:
    """Refuse a directory that would fill the memory before a member is looked at."""
    if len(data) > MAX_FILE:
        raise DraftFormatError(
            f"{name} has {len(data) // 2**20} MB; Word files of up to {MAX_FILE // 2**20} MB are read"
        )
    at = len(data) - _END_SIZE
    if data[at : at + 4] != _END:
        at = data.rfind(_END, max(0, len(data) - _END_SIZE - 2**16))
    if at < 0:
        raise DraftFormatError(f"{name} is damaged or cut off and cannot be opened as a Word file: its end is missing")
    size = int.from_bytes(data[at + 12 : at + 16], "little")
    if size > MAX_MEMBERS * _ROW or data[max(0, at - 20) : at - 16] == _ZIP64:
        raise DraftFormatError(f"{name} has more than {MAX_MEMBERS} members; no Word file has, and it is not read")


def _look_at_members(members: list[zipfile.ZipInfo], name: str) -> None:
    if len(members) > MAX_MEMBERS:
        raise DraftFormatError(f"{name} has more than {MAX_MEMBERS} members; no Word file has, and it is not read")
    seen: set[str] = set()
    for member in members:
        if member.filename.lower() in seen:
            raise DraftFormatError(f"{name} is damaged: it holds {member.filename!r} twice")
        seen.add(member.filename.lower())
        if member.flag_bits & 1:
            raise DraftFormatError(f"{name} is locked with a password; save it without one")
        if member.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
            raise DraftFormatError(
                f"{name} is damaged: {member.filename!r} is packed by a method that Word does not know"
            )
        if member.file_size > MAX_MEMBER:
            raise DraftFormatError(f"{name} unpacks to more than {MAX_MEMBER // 2**20} MB; it is not read")
        if member.file_size > 2**20 and member.file_size > MAX_RATIO * max(member.compress_size, 1):
            raise DraftFormatError(f"{name} unpacks to more than {MAX_RATIO} times its size; it is not read")
    if sum(member.file_size for member in members) > MAX_TOTAL:
        raise DraftFormatError(f"{name} unpacks to more than {MAX_TOTAL // 2**20} MB; it is not read")


def _damaged(name: str, error: BaseException) -> DraftFormatError:
    return DraftFormatError(f"{name} is damaged or locked and cannot be opened as a Word file: {error}")
