"""A negotiation with a hundred drafts of five hundred paragraphs and ten asks is opened; the limit is two seconds.

    python -m bench workroom

The first time everything is compared and judged, and the last draft is added to a negotiation that had all others; both
are printed beside it, with the memory that this process and the largest of its others held.
"""

import random
import resource
import tempfile
import time
from pathlib import Path

from firsthand.catalogue.negotiations import Access, DraftText, Paragraph
from firsthand.negotiations.folder.texts import write_text
from firsthand.negotiations.remembering import Remembering
from firsthand.negotiations.workroom import Workroom

DRAFTS, PARAGRAPHS, WORDS, ASKS = 100, 500, 45, 10
CHANGES = 40
"""Words that are other ones in the next draft."""


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        library = Path(folder)
        _write(library / "negotiations" / "big")
        room = Workroom(library, Remembering(library / "remembered"))
        rows = library / "negotiations" / "big" / "process.toml"
        whole = rows.read_text()
        print(f"{DRAFTS} drafts of {PARAGRAPHS} paragraphs, {ASKS} asks; seconds")
        print(f"read, every file checked   {_timed(lambda: room.kept('big')):8.2f}")
        print(f"opened without remembering {_timed(lambda: Workroom(library).open('big')):8.2f}")
        rows.write_text(whole.rpartition("[[drafts]]")[0])
        last = library / "negotiations" / "big" / "drafts" / f"d{DRAFTS - 1}.json"
        aside = last.rename(library / last.name)
        print(f"all but one, first time    {_timed(lambda: room.open('big')):8.2f}")
        rows.write_text(whole)
        aside.rename(last)
        again = Workroom(library, Remembering(library / "remembered"))
        print(f"the last one added         {_timed(lambda: again.open('big')):8.2f}")
        for _ in range(3):
            print(f"opened again               {_timed(lambda: room.open('big')):8.2f}")
            print(f"opened for everyone        {_timed(lambda: room.open('big', Access.PUBLIC)):8.2f}")
        held = (resource.getrusage(who).ru_maxrss >> 10 for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
        print("most memory: {} MiB, other processes {} MiB each".format(*held))


def _timed(work: object) -> float:
    begun = time.perf_counter()
    assert callable(work)
    work()
    return time.perf_counter() - begun


def _write(folder: Path) -> None:
    rng = random.Random(7)
    lexis = ["".join(rng.choices("aeioubdgklmnprst", k=rng.randint(3, 9))) for _ in range(3000)]
    words = [rng.choices(lexis, k=WORDS) for _ in range(PARAGRAPHS)]
    rows = ['title = "A long one"\n']
    (folder / "drafts").mkdir(parents=True)
    (folder / "asks").mkdir()
    for number in range(DRAFTS):
        for _ in range(CHANGES):
            words[rng.randrange(PARAGRAPHS)][rng.randrange(WORDS)] = rng.choice(lexis)
        paragraphs = (
            Paragraph(f"p{place}", " ".join(own), label=f"OP{place}", article=str(place // 20))
            for place, own in enumerate(words)
        )
        text = DraftText(f"d{number}", tuple(paragraphs))
        (folder / "drafts" / f"d{number}.json").write_bytes(write_text(text))
        rows.append(
            f'\n[[drafts]]\nslug = "d{number}"\nlabel = "D{number}"\ndate = "{1900 + number}"\nlanguage = "en"\n'
        )
    (folder / "process.toml").write_text("".join(rows))
    for number in range(ASKS):
        asked = " ".join(words[number * 7][5:25])
        head = f'title = "A{number}"\nwant = "keep"\nlanguage = "en"\n'
        (folder / "asks" / f"a{number}.toml").write_text(f'{head}words = "{asked}"\n')
