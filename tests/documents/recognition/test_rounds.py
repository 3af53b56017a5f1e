"""Scans are wished for, read one by one, and known when the file is read again."""

from firsthand.documents.recognition.rounds import Known, Wishes, hints_from, level_sizes
from firsthand.documents.recognition.scans import Box, Patch, Recognised, Scan


def patch(page: int, size: float, count: int = 10, *, languages: tuple[str, ...] = (), box: Box | None = None) -> Patch:
    words = tuple(Recognised("words", 0, 0, 9, 9, 8, size, 0.9) for _ in range(count))
    return Patch(Scan(page, box), words, 0.9, languages)


def test_each_wish_is_remembered_once_and_so_many_at_most() -> None:
    wishes = Wishes(2)
    for page in (1, 1, 2, 3, 4, 2):
        assert wishes(Scan(page)) is None
    assert wishes.scans == (Scan(1), Scan(2))
    assert wishes.more == 2


def test_what_was_read_is_known_by_its_place() -> None:
    part = patch(1, 10, box=(1, 2, 3, 4))
    known = Known([part])
    assert known(Scan(1, (1, 2, 3, 4), ("fr",))) == part
    assert known(Scan(1)) is None


def test_the_language_of_most_words_is_tried_first() -> None:
    found = [patch(1, 10, 3, languages=("fr",)), patch(2, 10, 50, languages=("ru",)), patch(3, 10)]
    assert hints_from(None, found) == ("ru", "fr")
    assert hints_from("fr", found) == ("fr", "ru")


def test_running_text_has_one_size_on_all_pages() -> None:
    title = Patch(Scan(4), (Recognised("Title", 0, 0, 9, 9, 8, 24.0, 0.9),))
    heading = Recognised("Heading", 0, 0, 9, 9, 8, 15.0, 0.9)
    second = patch(2, 9)
    second = Patch(second.scan, (heading, *second.words))
    levelled = level_sizes((patch(1, 10, 30), second, patch(3, 11), title))
    assert [found.words[-1].size for found in levelled] == [10, 10, 10, 24]
    assert levelled[1].words[0].size == 16.67


def test_parts_of_pages_keep_their_sizes() -> None:
    part = patch(1, 11, box=(0, 0, 9, 9))
    assert level_sizes((patch(1, 10, 30), part))[1] == part
    assert level_sizes((part,)) == (part,)
