"""What rows of a negotiation can refer to: drafts, their paragraphs and the words that stand in them."""

from difflib import get_close_matches

from firsthand.catalogue.negotiations import DraftText, Paragraph
from firsthand.catalogue.validation import check_slug
from firsthand.catalogue.written.tables import Table
from firsthand.negotiations.naming import named


class Frame:
    """The drafts that there are, for those who may see what is being read."""

    def __init__(self, drafts: tuple[str, ...], texts: tuple[DraftText, ...]) -> None:
        self.drafts = drafts
        self.texts = {text.draft: {paragraph.id: paragraph for paragraph in text.paragraphs} for text in texts}

    def draft(self, row: Table) -> str | None:
        """The draft that a row names; a mistake where it names none that there is."""
        slug = row.checked("draft", check_slug)
        if not slug and row.values.get("draft", "") == "":
            row.wrong(
                ("draft",) if "draft" in row else (),
                "It is not said of which draft.",
                'Write draft = "…", as its slug is in process.toml.',
            )
        elif slug is not None and slug not in self.drafts:
            near = get_close_matches(slug, self.drafts, n=1, cutoff=0.6)
            remedy = f"Did you mean “{near[0]}”?" if near else "Add it to process.toml, or take this out."
            row.wrong(("draft",), f"There is no draft “{slug}” here.", remedy)
            return None
        return slug

    def paragraph(self, row: Table, draft: str | None) -> str:
        """The id of the paragraph that a row names by its id, or by its label where only one has that."""
        said = row.words("paragraph") or ""
        if not said:
            row.wrong((), "It is not said which paragraph.", 'Write paragraph = "…": its id, or its label as printed.')
        known = self.texts.get(draft) if draft else None
        if not said or known is None or said in known:
            return said
        labelled = [one.id for one in named(known.values(), said)]
        if len(labelled) == 1:
            return labelled[0]
        if labelled:
            message = f"{len(labelled)} paragraphs of “{draft}” are called “{said}”."
            row.wrong(("paragraph",), message, f"Write the id of one: {', '.join(labelled)}.")
        else:
            remedy = "Look into the draft’s file: write the paragraph’s “id”, or its “label” as printed."
            row.wrong(("paragraph",), f"There is no paragraph “{said}” in “{draft}”.", remedy)
        return ""

    def quote(self, row: Table, draft: str | None, paragraph: str) -> str:
        """The words that a row quotes; a mistake unless they stand in the paragraph exactly so."""
        quote = row.words("quote") or ""
        found = self.texts.get(draft or "", {}).get(paragraph)
        if quote and found and quote not in found.text:
            row.wrong(("quote",), "These words do not stand in the paragraph.", f"Copy them: {nearest(quote, found)}")
        return quote


def nearest(quote: str, paragraph: Paragraph, most: int = 160) -> str:
    """The words of a paragraph that are most like others, in quotation marks."""
    words = paragraph.text.split()
    length = len(quote.split())
    windows = [" ".join(words[start : start + length]) for start in range(max(1, len(words) - length + 1))]
    near = get_close_matches(quote, windows[:2000], n=1, cutoff=0.3)
    shown = near[0] if near else paragraph.text
    return f"“{shown if len(shown) <= most else shown[: most - 1] + '…'}”"
