"""What became of 100 asks in 10 drafts of 500 paragraphs: seconds with drafts not yet prepared, and prepared.

Beside it, as the nearest thing that people have: difflib's best ratio of each ask with each paragraph, for a few asks.
"""

from difflib import SequenceMatcher
from random import Random
from time import perf_counter

from tests.negotiations.outcomes.texts import ask

from firsthand.catalogue.negotiations import Ask, Draft, DraftText, Paragraph, Want
from firsthand.negotiations.outcomes import propose
from firsthand.negotiations.outcomes.shelf import _shelf

ASKS, DRAFTS, PARAGRAPHS, WORDS = 100, 10, 500, 4_000
COMMON = ("the", "of", "and", "to", "in", "for", "states", "shall", "should", "with", "by", "as", "appropriate")
FEW = 2


def main() -> None:
    random = Random(8)
    texts = _drafts(random)
    drafts = [Draft(text.draft, text.draft, "2026", "en") for text in texts]
    asks = [_ask(random, texts[0]) for _ in range(ASKS)]
    for name in ("drafts not yet prepared", "prepared"):
        if name != "prepared":
            _shelf.cache_clear()
        start = perf_counter()
        found = [propose(each, drafts, texts, ()) for each in asks]
        print(f"{ASKS} asks × {DRAFTS} drafts × {PARAGRAPHS} paragraphs, {name}: {perf_counter() - start:.2f} s")
    kinds = sorted({outcome.kind.value for outcomes in found for outcome in outcomes})
    print(f"kinds: {', '.join(kinds)}")
    start = perf_counter()
    for each in asks[:FEW]:
        for paragraph in texts[0].paragraphs:
            SequenceMatcher(None, each.words.split(), paragraph.text.split(), autojunk=False).ratio()
    taken = (perf_counter() - start) / FEW * ASKS * DRAFTS
    print(f"difflib, all asks with all paragraphs (from {FEW} asks of one draft): {taken:.0f} s")


def _drafts(random: Random) -> list[DraftText]:
    vocabulary = ["".join(random.choices("abcdeghilmnoprstu", k=random.randint(4, 9))) for _ in range(WORDS)]
    lines = [_sentence(random, vocabulary) for _ in range(PARAGRAPHS)]
    made = []
    for number in range(DRAFTS):
        made.append(DraftText(f"d{number}", tuple(Paragraph(f"{number}-{n}", line) for n, line in enumerate(lines))))
        for place in random.sample(range(PARAGRAPHS), PARAGRAPHS // 10):
            words = lines[place].split()
            words[random.randrange(len(words))] = random.choice(vocabulary)
            lines[place] = " ".join(words)
    return made


def _sentence(random: Random, vocabulary: list[str]) -> str:
    return " ".join(random.choice(COMMON if random.random() < 0.45 else vocabulary) for _ in range(60)) + "."


def _ask(random: Random, text: DraftText) -> Ask:
    words = random.choice(text.paragraphs).text.split()
    start = random.randrange(len(words) - 20)
    return ask(" ".join(words[start : start + 20]), Want.KEEP)


if __name__ == "__main__":
    main()
