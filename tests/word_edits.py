"""What Word does to a file: text typed into runs that it splits, tracked changes, comments, paragraphs added and removed.

Works on the XML as Word writes it: rsids, proofErr, runs cut where the cursor was.
"""

import io
import zipfile
from copy import deepcopy

from lxml import etree

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_RSID = f"{W}rsidR"


class WordFile:
    """A .docx that is being edited; `saved` gives its bytes."""

    def __init__(self, data):
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            self.members = {name: package.read(name) for name in package.namelist()}
        self.root = etree.fromstring(self.members["word/document.xml"])

    def paragraph(self, text):
        """The first paragraph that holds the text."""
        return next(p for p in self.root.iter(f"{W}p") if text in "".join(p.itertext(f"{W}t")))

    def type_over(self, old, new):
        """Replace words in a run, which Word leaves in three pieces with new rsids and a proofErr between."""
        run, before, after = self._split(old)
        new_run = self._run(run, new)
        new_run.set(_RSID, "00A11B22")
        self._put(run, self._run(run, before), etree.Element(f"{W}proofErr", {f"{W}type": "spellStart"}), new_run,
                  etree.Element(f"{W}proofErr", {f"{W}type": "spellEnd"}), self._run(run, after))  # fmt: skip

    def track(self, old, new):
        """The same as a tracked change."""
        run, before, after = self._split(old)
        who = {f"{W}id": "901", f"{W}author": "王处长", f"{W}date": "2026-01-05T09:00:00Z"}
        gone, come = etree.Element(f"{W}del", who), etree.Element(f"{W}ins", who)
        gone.append(self._run(run, old))
        for text in gone.iter(f"{W}t"):
            text.tag = f"{W}delText"
        come.append(self._run(run, new))
        self._put(run, self._run(run, before), gone, come, self._run(run, after))

    def comment(self, on, text, author="王处长"):
        """A reviewer's comment on some words."""
        run, before, after = self._split(on)
        self._put(run, self._run(run, before), etree.Element(f"{W}commentRangeStart", {f"{W}id": "777"}), self._run(run, on),
                  etree.Element(f"{W}commentRangeEnd", {f"{W}id": "777"}), self._reference(), self._run(run, after))  # fmt: skip
        comment = (
            f'<w:comment xmlns:w="{W[1:-1]}" w:id="777" w:author="{author}" w:date="2026-01-05T09:00:00Z" w:initials="W">'
            f"<w:p><w:r><w:annotationRef/></w:r><w:r><w:t>{text}</w:t></w:r></w:p></w:comment>"
        )
        comments = etree.fromstring(self.members["word/comments.xml"])
        comments.append(etree.fromstring(comment))
        self.members["word/comments.xml"] = etree.tostring(comments)

    def add_after(self, text, *new):
        """Paragraphs typed after the one with that text, in its look."""
        place = self.paragraph(text)
        for words in reversed(new):
            paragraph = etree.Element(f"{W}p", {_RSID: "00C33D44"})
            if place.find(f"{W}pPr") is not None:
                paragraph.append(deepcopy(place.find(f"{W}pPr")))
            run = etree.SubElement(paragraph, f"{W}r")
            etree.SubElement(run, f"{W}t").text = words
            place.addnext(paragraph)

    def remove(self, text):
        """Delete a whole paragraph."""
        place = self.paragraph(text)
        place.getparent().remove(place)

    def remove_tracked(self, text):
        """Delete a whole paragraph while changes are tracked: runs and paragraph mark stay, marked as deleted."""
        place = self.paragraph(text)
        who = {f"{W}id": "902", f"{W}author": "王处长", f"{W}date": "2026-01-05T09:00:00Z"}
        properties = place.find(f"{W}pPr")
        mark = etree.SubElement(properties, f"{W}rPr")
        etree.SubElement(mark, f"{W}del", who)
        for run in list(place.iter(f"{W}r")):
            gone = etree.Element(f"{W}del", who)
            run.addprevious(gone)
            gone.append(run)
            for words in gone.iter(f"{W}t"):
                words.tag = f"{W}delText"

    def saved(self, *, without=()):
        """The bytes; `without` names members that the program did not keep."""
        self.members["word/document.xml"] = etree.tostring(
            self.root, xml_declaration=True, encoding="UTF-8", standalone=True
        )
        out = io.BytesIO()
        with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
            for name, data in self.members.items():
                if not name.startswith(tuple(without) or "\0"):
                    package.writestr(name, data)
        return out.getvalue()

    def _split(self, text):
        run = next(r for r in self.root.iter(f"{W}r") if text in "".join(r.itertext(f"{W}t")))
        before, _, after = "".join(run.itertext(f"{W}t")).partition(text)
        return run, before, after

    @staticmethod
    def _run(like, text):
        run = etree.Element(f"{W}r")
        if like.find(f"{W}rPr") is not None:
            run.append(deepcopy(like.find(f"{W}rPr")))
        words = etree.SubElement(run, f"{W}t")
        words.text = text
        words.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
        return run

    @staticmethod
    def _reference():
        run = etree.Element(f"{W}r")
        etree.SubElement(run, f"{W}commentReference", {f"{W}id": "777"})
        return run

    @staticmethod
    def _put(run, *new):
        for element in new:
            run.addprevious(element)
        run.getparent().remove(run)
