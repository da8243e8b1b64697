"""Makes the reports beside the examples' notes: `python -m tests.make_examples`. A test compares them with today's."""

from pathlib import Path

from drafter import formats, service

EXAMPLES = sorted(path.parent for path in (Path(__file__).parent.parent / "examples").glob("*/notes.md"))


def make(folder):
    """File name to text: the report as Markdown, and the check list below a rule."""
    draft = service.draft((folder / "notes.md").read_text(encoding="utf-8"))
    report = formats.write(draft, "md").decode("utf-8")
    checks = "".join(f"- {finding.severity}: {finding.message}\n" for finding in service.check(draft))
    return {"report.md": f"{report}\n---\n{checks}"}


def main():
    for folder in EXAMPLES:
        for name, text in make(folder).items():
            (folder / name).write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
