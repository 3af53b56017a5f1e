"""How fast a phrase is found in 100 drafts of 500 paragraphs, beside a plain search for its letters."""

import random
import statistics
import time

from firsthand.catalogue.negotiations import Draft, DraftText, Negotiation, Paragraph, Process, Status
from firsthand.negotiations.phrases import Shelf, search

DRAFTS, PARAGRAPHS, WORDS = 100, 500, 60
ROUNDS = 7
LIMIT = 0.2


def negotiation() -> Negotiation:
    """Each draft changes a tenth of the paragraphs of the one before; words are as frequent as Zipf's law says."""
    chance = random.Random(2026)
    vocabulary = [f"{chance.choice('bdfgklmnprst')}{number:x}o" for number in range(8_000)]
    weights = [1 / rank for rank in range(1, len(vocabulary) + 1)]
    texts = [" ".join(chance.choices(vocabulary, weights, k=WORDS)) for _ in range(PARAGRAPHS)]
    drafts, states = [], []
    for number in range(DRAFTS):
        for place in chance.sample(range(PARAGRAPHS), PARAGRAPHS // 10):
            texts[place] = " ".join(chance.choices(vocabulary, weights, k=WORDS))
        status = Status.ADOPTED if number == DRAFTS - 1 else Status.REVISED
        drafts.append(Draft(f"d{number}", f"Draft {number}", "2026-01-01", "en", status))
        paragraphs = tuple(Paragraph(f"p{place}", text) for place, text in enumerate(texts))
        states.append(DraftText(f"d{number}", paragraphs))
    return Negotiation(Process("bench", (), drafts=tuple(drafts)), tuple(states))


def main() -> None:
    whole = negotiation()
    begun = time.perf_counter()
    shelf = Shelf(whole)
    print(f"{DRAFTS} drafts of {PARAGRAPHS} paragraphs prepared once in {time.perf_counter() - begun:.2f} s")
    middle = whole.texts[-1].paragraphs[77].text.split()
    asked = {"12 words": middle[20:32], "40 words, one changed": [*middle[:20], "otherwise", *middle[21:40]]}
    asked |= {"the most frequent word": ["d0o"], "nowhere": ["nowhere", "to", "be", "found"]}
    for name, phrase in asked.items():
        ours, plain = [], []
        words = " ".join(phrase)
        for _ in range(ROUNDS):
            begun = time.perf_counter()
            found = search(words, (shelf,))
            ours.append(time.perf_counter() - begun)
            begun = time.perf_counter()
            _ = [each for text in whole.texts for each in text.paragraphs if words.casefold() in each.text.casefold()]
            plain.append(time.perf_counter() - begun)
        figures = f"{statistics.median(ours) * 1e3:.1f} ms, worst {max(ours) * 1e3:.1f} ms (limit {LIMIT * 1e3:.0f} ms)"
        print(f"{name}: {figures}; letters alone {statistics.median(plain) * 1e3:.1f} ms; {len(found)} places")
