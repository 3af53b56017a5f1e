"""How well words are found: Firsthand beside alex and beside a bare list of the same words, on the tests' sentences.

The bare list has every form of every term of the house guide, in whole words, and looks at nothing else: it stands
for checkers whose rules are lists, LanguageTool's style rules and most linters among them. alex knows English alone; it
looks for other things too, and all that it finds in these sentences counts. Precision is the share of places found that
should be; recall the share found of those that should be. The sentences are ours, the guide was tuned on most of them.
"""

import re
import subprocess
import tempfile
from collections.abc import Iterable
from pathlib import Path

from bench.wording import alex_command
from tests.wording.scoring import COUNTED, SENTENCES, Sentence, read

from firsthand.wording import Checker
from firsthand.wording.guide import LANGUAGES
from firsthand.wording.stock import Stock

Places = list[tuple[int, int]]
_ALEX = re.compile(r"^\s*(\d+):(\d+)-(\d+):(\d+)\s+warning\s.*\s(\S+)$")


def sentences(language: str) -> list[Sentence]:
    return [sentence for path in sorted(SENTENCES.glob(f"{language}*.txt")) for sentence in read(path)]


def score(name: str, asked: list[Sentence], found: Iterable[Places]) -> None:
    right = wrong = missed = 0
    for sentence, places in zip(asked, found, strict=True):
        for start, end in places:
            if any(mark.start < end and start < mark.end for mark in sentence.marked):
                right += 1
            else:
                wrong += 1
        missed += sum(
            not any(mark.start < end and start < mark.end for start, end in places)
            for mark in sentence.marked
            if mark.sign == ""
        )
    wanted = sum(mark.sign == "" for sentence in asked for mark in sentence.marked)
    print(f"  {name:<12}precision {right / max(1, right + wrong):.3f}, recall {1 - missed / max(1, wanted):.3f}")


def firsthand(checker: Checker, language: str, asked: list[Sentence]) -> list[Places]:
    return [
        [
            (finding.start, finding.end)
            for finding in checker.check(sentence.text, language=language).findings
            if finding.certainty == "found" and finding.severity in COUNTED
        ]
        for sentence in asked
    ]


def bare_list(stock: Stock, language: str, asked: list[Sentence]) -> list[Places]:
    lexis = stock.lexis(language)
    severity = stock.outline.concepts
    words = {
        form.spelling
        for forms in lexis.forms
        for form in forms
        if lexis.entries[form.entry].kind == "term"
        and (lexis.term(lexis.entries[form.entry]).severity or severity[lexis.entries[form.entry].concept].severity)
        in COUNTED
    }
    longest = sorted(words, key=len, reverse=True)
    listed = re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, longest))})(?!\w)", re.IGNORECASE)
    return [[match.span() for match in listed.finditer(sentence.text)] for sentence in asked]


def alex(asked: list[Sentence]) -> list[Places] | None:
    command = alex_command()
    if command is None:
        return None
    found: list[Places] = [[] for _ in asked]
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "sentences.txt")
        path.write_text("\n\n".join(sentence.text.replace("\n", " ") for sentence in asked), "utf-8")
        told = subprocess.run([*command, "--text", str(path)], capture_output=True, text=True, check=False)
    for line in (told.stdout + told.stderr).splitlines():
        if match := _ALEX.match(line):
            row, start, _, end = (int(match[i]) for i in range(1, 5))
            place = start - 1, end - 1
            if place not in found[(row - 1) // 2]:
                found[(row - 1) // 2].append(place)
    return found


def main() -> None:
    stock, checker = Stock("house"), Checker()
    for language in LANGUAGES:
        asked = sentences(language)
        traps = sum(not sentence.marked for sentence in asked)
        print(f"{language}: {len(asked)} sentences, {traps} of them traps")
        score("firsthand", asked, firsthand(checker, language, asked))
        score("bare list", asked, bare_list(stock, language, asked))
        if language == "en" and (found := alex(asked)) is not None:
            score("alex", asked, found)
