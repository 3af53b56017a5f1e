"""Drafts of a real treaty: paragraphs of a PDF found in the hand-made text of the same state, and speed.

Cutting is measured without the reading of the file. Decoding is of 100 drafts of 200 paragraphs, as a negotiation is
opened. Brackets are read of a text as hostile as a megabyte can be.
"""

from pathlib import Path
from time import perf_counter, process_time

import msgspec
from msgspec.structs import replace
from tests.negotiations.paragraphs_found import beginnings, compare

from firsthand.catalogue.negotiations import DraftText, Paragraph
from firsthand.documents import read
from firsthand.negotiations.brackets import read_brackets
from firsthand.negotiations.cutting import cut

PARIS = Path(__file__).resolve().parents[2] / "shared" / "drafts" / "paris"
PAIRS = (("adp_compilation_4dec15_10am.pdf", "4-dec-2015.md"), ("11infnot.pdf", "23-oct-2015.md"))
SHARES = (1.0, 0.95, 0.9, 0.8, 0.7)
LONGEST = "negotiating_text_12022015_2200.pdf"
DRAFTS, PARAGRAPHS = 100, 200
ROUNDS = 5


def main() -> None:
    if not PARIS.is_dir():
        print("The shared sample files are not on this machine.")
        return
    for pdf, markdown in PAIRS:
        ours, theirs = (_agreement(name) for name in (pdf, markdown))
        begun = beginnings(ours, theirs)
        print(
            f"{pdf} in {markdown}, beginnings: "
            f"precision {begun.precision:.3f}, recall {begun.recall:.3f}, F1 {begun.f1:.3f}"
        )
        for share in SHARES:
            found = compare(ours, theirs, share)
            print(
                f"{pdf} in {markdown}, words the same >= {share:.2f}: "
                f"precision {found.precision:.3f}, recall {found.recall:.3f}, F1 {found.f1:.3f} of {found.paragraphs}"
            )
            alike = compare(ours, theirs, share, worded_alike=True)
            print(f"    of the {alike.paragraphs} whose words both files have: F1 {alike.f1:.3f}")
    _speed()


def _agreement(name: str) -> list[Paragraph]:
    """Without the draft decision, which the hand-made texts leave out."""
    found = cut(read(PARIS / name, isolated=False), "en")
    return [one for one in found if not (one.headings and one.headings[0].startswith("B. DRAFT DECISION"))]


def _speed() -> None:
    document = read(PARIS / LONGEST, isolated=False)
    cut(document, "en")
    times = []
    for _ in range(ROUNDS):
        began = process_time()
        found = cut(document, "en")
        times.append(process_time() - began)
    print(f"{LONGEST}: {len(found)} paragraphs of {document.pages} pages cut in {min(times) * 1000:.0f} ms")
    base = list(found[:PARAGRAPHS])
    packed = [
        msgspec.json.encode(DraftText(f"d{draft}", tuple(replace(one, id=f"{draft}{one.id}") for one in base)))
        for draft in range(DRAFTS)
    ]
    decoder = msgspec.json.Decoder(DraftText)
    began = perf_counter()
    for one in packed:
        decoder.decode(one)
    size = sum(map(len, packed)) / 1e6
    print(f"{DRAFTS} drafts of {PARAGRAPHS} paragraphs ({size:.1f} MB) decoded in {perf_counter() - began:.2f} s")
    for name, text in (("[", "[" * 10**6), ("]", "]" * 10**6), ("[]", "[]" * 500_000), ("[EU: ", "[EU: " * 200_000)):
        began = process_time()
        read_brackets(text)
        print(f"a megabyte of “{name}” read in {process_time() - began:.2f} s")
