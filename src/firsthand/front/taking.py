"""What a search found, as answers that are saved or subscribed to rather than read: CSV, RIS, Word, Atom.

Like the search page they are kept nowhere and listed by no search engine of the web.
"""

from firsthand.front.answers import Answer, answer
from firsthand.front.counting import count, frequency_table
from firsthand.front.excerpts import FORMATS, take, write
from firsthand.front.headers import FILE_POLICY, NOT_KEPT
from firsthand.front.lines import lines_table
from firsthand.front.opened import Opened
from firsthand.front.question import ask, read_question
from firsthand.front.saved import saved_search
from firsthand.interface import Interface
from firsthand.interface.said import say
from firsthand.search.concordance import MOST_PER_PAGE

NAMES = {"csv": "passages", "ris": "references", "docx": "quotations"}
"""Ending -> the name of the file, which says nothing of what was searched."""


def found_answer(
    opened: Opened, interface: Interface, name: str, query: str, site: str, encoding: bytes
) -> Answer | None:
    """The file of a name: "search.csv", "search.ris", "search.docx", "search.atom", or a table of another page.

    None where there is no such file, or nothing was asked. Raises UnavailableError.
    """
    question = read_question(query)
    ending = name.rpartition(".")[2]
    if not question.words:
        return None
    if name == "search.atom":
        return _answer(saved_search(opened, interface, question, site), "application/atom+xml; charset=utf-8", encoding)
    if name == "search/frequency.csv":
        data = frequency_table(count(opened, interface, query)[1])
        return _answer(data, FORMATS["csv"], encoding, "frequency.csv")
    if name == "search/concordance.csv":
        every = question.query(opened, interface, MOST_PER_PAGE)
        lines = ask(opened, lambda engine: engine.concordance(every)).occurrences
        return _answer(lines_table(lines, site), FORMATS["csv"], encoding, "lines.csv")
    if name != f"search.{ending}" or ending not in FORMATS:
        return None
    asked = question.query(opened, interface, 1)
    collection = opened.release.collection
    taken = ask(opened, lambda engine: take(engine, asked, collection, opened.shelves, site))
    library = say(opened.library.titles, interface)
    title = library.value if library else site
    data = write(taken, ending, interface, title, opened.release.created.date().isoformat())
    return _answer(data, FORMATS[ending], encoding, f"{NAMES[ending]}.{ending}")


def _answer(data: bytes, media_type: str, encoding: bytes, name: str = "") -> Answer:
    headers = [
        (b"content-type", media_type.encode()),
        (b"x-robots-tag", b"noindex"),
        (b"content-security-policy", FILE_POLICY.encode()),
    ]
    if name:
        headers.append((b"content-disposition", f'attachment; filename="{name}"'.encode()))
    return answer(data, b"" if name.endswith(".docx") else encoding, tuple(headers), keep=NOT_KEPT)
