"""How long Word export and the preview take in process: `python -m tests.benchmarks.word_speed`.

Prints medians of 7 in milliseconds, each also as a multiple of a bare python-docx save of the same paragraphs in the same run.
"""

import io
import statistics
import time

import docx

from drafter import formats, service
from drafter.formats import surface
from drafter.languages.zh import surface as zh
from tests import sample_reports, word_edits


def median(work, rounds=7):
    taken = []
    for _ in range(rounds):
        start = time.perf_counter()
        work()
        taken.append(time.perf_counter() - start)
    return statistics.median(taken) * 1000


def long_report(items):
    """A report with so many achievements of 240 characters, and problems and plans of 700."""
    draft = sample_reports.summary_zh()
    part = draft.report.achievements
    more = tuple(part.items[n % 6].model_copy(update={"id": f"9.{n}"}) for n in range(items))
    return sample_reports.summary_zh(achievements=part.model_copy(update={"items": more}))


def bare(draft):
    document = docx.Document()
    for item in draft.report.items():
        document.add_paragraph(item.text)
    document.save(io.BytesIO())


def edited(draft, saved):
    """The same file with words changed in three items and a paragraph added, as Word leaves them."""
    file = word_edits.WordFile(saved)
    file.type_over("专题研讨6次", "专题研讨7次")
    file.type_over("占年度任务的103%", "占任务的103%")
    file.track(draft.report.problems.items[0].heading, "管护力量仍然不足")
    file.add_after(draft.report.plans.items[-1].text[:8], "另外加上的一段话，说明下一年的安排。")
    return file.saved()


def main():
    for items in (9, 135):
        draft = long_report(items)
        size = sum(len(item.text) for item in draft.report.items())
        found = sample_reports.findings_for(draft)
        base = median(lambda draft=draft: bare(draft))
        formats.write(draft, "docx", "draft", found)

        def cold(draft=draft):
            zh.polish.cache_clear()
            surface.polish_report(draft.report, "zh")

        saved = formats.write(draft, "docx")
        touched = edited(draft, saved)
        rows = {
            "draft copy": median(lambda draft=draft, found=found: formats.write(draft, "docx", "draft", found)),
            "clean copy": median(lambda draft=draft: formats.write(draft, "docx", "clean")),
            "surface, cold": median(cold),
            "preview": median(lambda draft=draft: formats.preview(draft)),
            "read the draft back": median(lambda data=saved: formats.read_draft(data)),
            "read back, untouched": median(lambda data=saved: service.read_back(data)),
            "read back, edited": median(lambda data=touched: service.read_back(data)),
            "read as foreign": median(lambda data=saved: formats.read_report(data)),
        }
        for name, took in rows.items():
            print(
                f"{size:>6} characters  {name:<20}{took:7.1f} ms  {took / base:5.2f} x bare python-docx ({base:.1f} ms)"
            )


if __name__ == "__main__":
    main()
