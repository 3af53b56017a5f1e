"""An engine finds passages by what they say, groups them by item, and narrows them truly."""

import os
import tempfile
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from itertools import islice
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.search.shelves import edition, entry

from firsthand.search import BrokenIndexError, open_builder, open_engine
from firsthand.search.protocol import Engine, Entry, Group, Query, Results
from firsthand.search.thesaurus import encode, shipped

Open = Callable[[Iterable[Entry]], Engine]

LIBRARY = [
    *edition(
        "works/exchange/en",
        "Needle exchange programmes reduce harm.",
        "The police never came to the drop-in centre.",
        "People who use drugs run the programme themselves.",
        headings=("Harm reduction", "What works"),
    ),
    *edition(
        "works/exchange/fr", "Les programmes d’échange de seringues sauvent des vies d’usagères.", title="Échange"
    ),
    *edition("works/exchange/ru", "Обмен шприцев снижает вред. Ещё одна программа.", title="Обмен"),
    *edition(
        "works/naloxone/en",
        "Naloxone reverses an overdose. Police officers carry it in some places.",
        "It was given to people in prison.",
        date="2021-05-01",
        facets={
            "kind": ("guide",),
            "language": ("en",),
            "year": ("2021",),
            "place": ("KE",),
            "publisher": ("a-network",),
        },
        by=("Ana Pérez", "The Network"),
    ),
    *edition("works/naloxone/de", "Die Rechte der Konsumentinnen in Gefängnissen."),
    *edition("news/launch/ar", "الحد من أضرار المخدرات", date="2022"),
    *edition("news/launch/zh", "减害政策与毒品使用者", date="2022"),
    *edition("works/thai/th", "การลดอันตรายจากยาเสพติด"),
    *edition("works/thai/hi", "नशीली दवाओं का उपयोग करने वाले लोग"),
    *edition("works/thai/sw", "Watu wanaotumia dawa za kulevya"),
]


@pytest.fixture(scope="module")
def engine(tmp_path_factory: pytest.TempPathFactory) -> Engine:
    path = tmp_path_factory.mktemp("engine") / "index"
    builder = open_builder(path)
    builder.add(LIBRARY)
    builder.commit()
    return open_engine(path)


def texts(results: Results) -> list[str]:
    return ["".join(piece.text for piece in hit.snippet) for group in results.groups for hit in group.hits]


def addresses(results: Results) -> set[str]:
    return {hit.address for group in results.groups for hit in group.hits}


def marked(results: Results) -> list[str]:
    return [piece.text for group in results.groups for hit in group.hits for piece in hit.snippet if piece.hit]


@pytest.mark.parametrize(
    ("words", "address"),
    [
        ("needles exchanged", "works/exchange/en"),
        ("seringue vie", "works/exchange/fr"),
        ("usagers", "works/exchange/fr"),
        ("echange", "works/exchange/fr"),
        ("вредом", "works/exchange/ru"),
        ("еще программы", "works/exchange/ru"),
        ("Konsumentin Gefängnis", "works/naloxone/de"),
        ("مخدرات", "news/launch/ar"),
        ("毒品", "news/launch/zh"),
        ("策", "news/launch/zh"),
        ("อันตราย", "works/thai/th"),
        ("दवाओं", "works/thai/hi"),
        ("KULEVYA", "works/thai/sw"),
    ],
)
def test_passages_are_found_in_their_own_language(engine: Engine, words: str, address: str) -> None:
    assert addresses(engine.search(Query(words))) == {address}


def test_all_words_have_to_occur_in_the_text_or_the_headings(engine: Engine) -> None:
    assert texts(engine.search(Query("police reduction", strict=True))) == [
        "The police never came to the drop-in centre."
    ]
    assert engine.search(Query("police needle", strict=True)).items == 0


def test_where_few_passages_have_all_words_those_with_some_follow(engine: Engine) -> None:
    results = engine.search(Query("police reduction"))
    assert texts(results)[0] == "The police never came to the drop-in centre."
    assert results.loosened
    assert results.complete == 1 < results.passages
    nothing = engine.search(Query("police needle"))
    assert nothing.loosened
    assert (nothing.complete, nothing.suggestion) == (0, None)
    assert nothing.passages == engine.search(Query("police OR needle")).passages


def test_where_enough_passages_have_all_words_no_others_are_shown(opened: Open) -> None:
    both = [entry(f"works/w{n}/en", f"Police and prisons, report {n}.") for n in range(12)]
    results = opened([*both, entry("works/x/en", "Police alone."), entry("works/y/en", "A prison.")]).search(
        Query("prison police")
    )
    assert (results.passages, results.loosened) == (12, False)


def test_of_a_question_some_words_are_enough(opened: Open) -> None:
    about = [entry(f"works/w{n}/en", f"Naloxone saves lives, report {n}.") for n in range(12)]
    results = opened([*about, entry("works/x/en", "Ships and shoes.")]).search(
        Query("which villages could keep naloxone where no pharmacist lives", languages=("en",))
    )
    assert (results.items, results.loosened, results.complete) == (12, True, 0)


def test_a_word_that_is_asked_twice_counts_more(opened: Open) -> None:
    engine = opened([entry("works/a/en", "Prison walls."), entry("works/b/en", "Police vans.")])
    first = [engine.search(Query(words)).groups[0].item for words in ("prison police prison", "police prison police")]
    assert first == ["works/a", "works/b"]


def test_words_joined_by_a_hyphen_are_found_apart_and_stand_above_together(opened: Open) -> None:
    engine = opened([entry("works/a/en", "One in a drop."), entry("works/b/en", "One a drop-in.")])
    assert engine.search(Query("drop-in", strict=True)).groups[0].item == "works/b"


def test_a_phrase_is_found_in_text_and_headings_but_never_across_them(engine: Engine) -> None:
    assert engine.search(Query('"exchange programmes"')).passages == 1
    assert engine.search(Query('"harm reduction"')).passages == 3
    assert engine.search(Query('"programmes exchange"')).items == 0
    assert engine.search(Query('"reduce harm Harm reduction"')).items == 0
    assert engine.search(Query("drop-in")).passages == 1
    assert engine.search(Query('"in-drop"')).items == 0


def test_what_is_excluded_is_not_found(engine: Engine) -> None:
    assert addresses(engine.search(Query("police -overdoses"))) == {"works/exchange/en"}
    assert addresses(engine.search(Query('police -"never came"'))) == {"works/naloxone/en"}
    assert addresses(engine.search(Query("lang:en -police -needle* -people"))) == set()


def test_beginnings_are_found(engine: Engine) -> None:
    assert addresses(engine.search(Query("naloxo*"))) == {"works/naloxone/en"}
    assert addresses(engine.search(Query("програм*"))) == {"works/exchange/ru"}
    assert marked(engine.search(Query("overd*"))) == ["overdose"]


def test_alternatives_may_be_words_phrases_and_beginnings(engine: Engine) -> None:
    assert addresses(engine.search(Query('seringues OR "in prison" OR Konsum*'))) == {
        "works/exchange/fr",
        "works/naloxone/en",
        "works/naloxone/de",
    }


def test_fields_narrow_the_search(engine: Engine) -> None:
    assert addresses(engine.search(Query("title:naloxone police"))) == {"works/naloxone/en"}
    assert addresses(engine.search(Query("by:perez police"))) == {"works/naloxone/en"}
    assert addresses(engine.search(Query("police year:2020..2022"))) == {"works/naloxone/en"}
    assert addresses(engine.search(Query("police -year:2021"))) == {"works/exchange/en"}
    assert addresses(engine.search(Query("police place:ke kind:GUIDE publisher:network"))) == {"works/naloxone/en"}
    assert engine.search(Query("police theme:none")).items == 0


def test_stop_words_of_the_reader_are_left_out_and_named(engine: Engine) -> None:
    results = engine.search(Query("people who use the drugs", languages=("en",), strict=True))
    assert results.ignored == ("who", "the")
    assert results.passages == 1


def test_stop_words_are_judged_by_the_language_of_the_passage(engine: Engine) -> None:
    assert addresses(engine.search(Query("die Rechte", languages=("en",)))) == {"works/naloxone/de"}
    assert engine.search(Query("die overdose", languages=("en",), strict=True)).items == 0


def test_a_query_of_stop_words_alone_is_searched_as_it_is(engine: Engine) -> None:
    assert addresses(engine.search(Query("the", languages=("en",)))) >= {"works/exchange/en"}
    assert addresses(engine.search(Query("it was", languages=("en",)))) == {"works/naloxone/en"}
    assert addresses(engine.search(Query("ещё", languages=("en",)))) == {"works/exchange/ru"}
    assert addresses(engine.search(Query("die"))) == {"works/naloxone/de"}


def test_exact_forms_stand_above_other_forms(opened: Open) -> None:
    engine = opened([entry("works/a/en", "Exchanging words."), entry("works/b/en", "Exchange words.")])
    assert [group.item for group in engine.search(Query("exchange")).groups] == ["works/b", "works/a"]
    assert [group.item for group in engine.search(Query("exchanging")).groups] == ["works/a", "works/b"]


def test_a_rare_language_does_not_stand_above_for_being_rare(opened: Open) -> None:
    english = [entry(f"works/w{n}/en", f"A passage about methadone, number {n} of many.") for n in range(20)]
    other = [entry("works/x/fr", "Un texte sur methadone mais avec beaucoup d'autres mots dans le même passage long.")]
    other += [entry(f"works/y{n}/fr", f"Rien à voir ici, numéro {n}.") for n in range(20)]
    groups = opened([*english, *other]).search(Query("methadone", per_page=30)).groups
    assert groups[-1].item == "works/x"


def test_deleted_passages_do_not_upset_the_order(tmp_path: Path) -> None:
    builder = open_builder(tmp_path / "0")
    builder.add(one for n in range(30) for one in edition(f"works/w{n}/{('en', 'fr')[n % 2]}", "Methadone."))
    builder.commit()
    builder = open_builder(tmp_path / "1", previous=tmp_path / "0")
    for number in range(28):
        builder.remove(f"works/w{number}/{('en', 'fr')[number % 2]}")
    builder.commit()
    hits = [hit for group in open_engine(tmp_path / "1").search(Query("methadone")).groups for hit in group.hits]
    assert len(hits) == 2
    assert all(hit.score > 0 for hit in hits)


def test_hits_are_grouped_by_item_over_all_its_editions(opened: Open) -> None:
    engine = opened(
        [
            *edition("works/a/en", *[f"Methadone {number}." for number in range(5)]),
            *edition("works/a/fr", "Methadone encore."),
            *edition("works/b/en", "Methadone once more, at length."),
        ]
    )
    results = engine.search(Query("methadone"))
    assert (results.items, results.passages) == (2, 7)
    assert {group.item: (len(group.hits), group.passages) for group in results.groups} == {
        "works/a": (3, 6),
        "works/b": (1, 1),
    }


def test_no_item_is_shown_twice_over_pages_and_none_is_missing(opened: Open) -> None:
    texts = [f"Methadone {'and more ' * (n % 7)}" for n in range(57)]
    entries = [one for n, text in enumerate(texts) for one in edition(f"works/w{n:02}/en", text, text + "again")]
    engine = opened(entries)
    pages = [engine.search(Query("methadone", page=page)).groups for page in range(1, 8)]
    assert [len(page) for page in pages] == [10, 10, 10, 10, 10, 7, 0]
    shown = [group.item for page in pages for group in page]
    assert len(set(shown)) == len(shown) == 57
    whole = engine.search(Query("methadone", per_page=57)).groups
    assert [group.item for group in whole] == shown
    assert all(len(group.hits) == 2 for group in whole)


def test_items_behind_a_crowded_one_are_found(opened: Open) -> None:
    crowd = edition("works/a/en", *[f"Naloxone {number}." for number in range(2_100)])
    quiet = [
        *edition("works/b/en", "There is naloxone, as far as anyone can tell from here."),
        *edition("works/c/en", "No."),
    ]
    results = opened([*crowd, *quiet]).search(Query("naloxone", filters={"language": ("en",)}))
    assert [(group.item, group.passages, len(group.hits)) for group in results.groups] == [
        ("works/a", 2_100, 3),
        ("works/b", 1, 1),
    ]
    assert (results.items, results.passages) == (2, 2_101)


def test_nothing_asked_but_filters_shows_items_by_date(engine: Engine) -> None:
    results = engine.search(Query("", languages=("ru", "en")))
    assert [group.item for group in results.groups] == ["news/launch", "works/naloxone", "works/exchange", "works/thai"]
    assert results.items == 4
    assert results.groups[2].hits[0].address == "works/exchange/ru"
    narrowed = engine.search(Query("kind:guide"))
    assert texts(narrowed) == ["Naloxone reverses an overdose. Police officers carry it in some places."]


@pytest.mark.parametrize("words", ["🙂 !", "((((", "ﹰ", "- -"])
def test_where_nothing_can_be_searched_that_is_said_and_nothing_shown(engine: Engine, words: str) -> None:
    results = engine.search(Query(words))
    assert results.unsearchable
    assert results.ignored == tuple(dict.fromkeys(words.split()))
    assert (results.items, results.groups) == (0, ())
    narrowed = engine.search(Query(f"kind:guide {words}"))
    assert (narrowed.items, narrowed.unsearchable) == (1, False)


def test_an_asterisk_alone_stands_for_everything(engine: Engine) -> None:
    results = engine.search(Query("*"))
    assert (results.items, results.ignored, results.unsearchable) == (4, (), False)


def test_an_edition_without_a_beginning_is_opened_where_it_begins(opened: Open) -> None:
    assert texts(opened([entry("works/a/en", "From the middle.", ordinal=7)]).search(Query(""))) == ["From the middle."]


def test_an_item_is_opened_by_its_record_where_there_is_one(opened: Open) -> None:
    record = entry("works/a/en", "A title\n\nA summary.", block="record", leaf=0, passage="")
    russian = entry("works/a/en", "Аннотация.", block="record", leaf=0, passage="", ordinal=1, language="ru")
    engine = opened([record, russian, entry("works/a/en", "The first paragraph.", ordinal=2)])
    assert texts(engine.search(Query(""))) == ["A title\n\nA summary."]
    assert texts(engine.search(Query("", languages=("ru",)))) == ["Аннотация."]
    assert engine.search(Query("summary")).groups[0].hits[0].block == "record"


def test_the_record_of_an_edition_is_shown_by_its_summary_where_it_has_one(opened: Open) -> None:
    title = "Prison health"
    record = entry("works/a/en", f"{title}\n\nMethadone in prison.", block="record", passage="", leaf=0, title=title)
    bare = entry("works/b/en", title, block="record", passage="", leaf=0, title=title)
    titled = entry("works/c/en", f"{title}\n\nA heading of the text.", title=title)
    longer = entry("works/d/en", f"{title}y foods", block="record", passage="", leaf=0, title=title)
    engine = opened([record, bare, titled, longer])
    assert sorted(texts(engine.search(Query("prison")))) == [
        "Methadone in prison.",
        title,
        f"{title}\n\nA heading of the text.",
        f"{title}y foods",
    ]
    assert texts(engine.search(Query("health methadone", strict=True))) == ["Methadone in prison."]


@pytest.mark.parametrize(
    "words",
    ["x" * 10_000, "needle " * 1_500, "\x00\x01\x02", "*", "-", '"', "()", "needle\x00exchange", "вред harm 减害",
     '"needle exchange', "a* b* c*", "-needle", "🙂", "\u202eneedle", "' OR 1=1 --", "stem:en:needl", "ا" * 300],
)  # fmt: skip
def test_any_query_has_an_answer(engine: Engine, words: str) -> None:
    results = engine.search(Query(words, languages=("en", "ru")))
    assert isinstance(results, Results)
    assert results.plain == (words in ('"needle exchange', "-needle", '"', "' OR 1=1 --"))


@settings(max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(
    st.one_of(
        st.text(max_size=60),
        st.lists(
            st.sampled_from(
                ["needle", "the", "вред", "减", "减害", "ยา", '"', "-", "*", "OR", "title:", "year:2019", "l’"]
            ),
            max_size=12,
        ).map(" ".join),
    ),
    st.sampled_from([(), ("en",), ("ru", "en"), ("xx", "")]),
    st.integers(-2, 5),
)
def test_no_query_whatever_fails(engine: Engine, words: str, languages: tuple[str, ...], page: int) -> None:
    results = engine.search(Query(words, languages=languages, page=page, filters={"kind": ("report",)}))
    assert results.items >= len(results.groups)
    assert all(group.hits for group in results.groups)


def test_threads_share_an_engine(engine: Engine) -> None:
    words = ["needle exchange", "seringues", "вред", "毒品", "police", "naloxnoe", "prog*", ""] * 12
    alone = [engine.search(Query(one)) for one in words]
    with ThreadPoolExecutor(8) as pool:
        assert list(pool.map(lambda one: engine.search(Query(one)), words)) == alone


def test_an_engine_writes_nothing_where_the_index_is(tmp_path: Path) -> None:
    builder = open_builder(tmp_path / "index")
    builder.add(LIBRARY)
    builder.commit()
    before = sorted((file.name, file.stat().st_mtime_ns) for file in (tmp_path / "index").iterdir())
    for file in (tmp_path / "index").iterdir():
        file.chmod(0o444)
    (tmp_path / "index").chmod(0o555)
    engine = open_engine(tmp_path / "index")
    assert engine.search(Query("needle")).items == 1
    assert sorted((file.name, file.stat().st_mtime_ns) for file in (tmp_path / "index").iterdir()) == before
    (tmp_path / "index").chmod(0o755)


def test_a_lock_that_appears_while_the_links_are_taken_away_does_no_harm(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    builder = open_builder(tmp_path / "index")
    builder.add(LIBRARY)
    builder.commit()
    (tmp_path / "scratch").mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "scratch"))
    late, rmdir = iter(range(2)), os.rmdir

    def lock_first(path: str, **given: int) -> None:
        for _ in islice(late, 1):
            next((tmp_path / "scratch").iterdir()).joinpath(".tantivy-meta.lock").touch()
        rmdir(path, **given)

    monkeypatch.setattr(os, "rmdir", lock_first)
    assert open_engine(tmp_path / "index").search(Query("needle")).items == 1
    assert next(late, None) is None
    assert list((tmp_path / "scratch").iterdir()) == []


@pytest.mark.parametrize("name", ["meta.json", "version.json", "editions.msgpack"])
@pytest.mark.parametrize("damage", [b"", b"{", b"\xff\x00" * 50])
def test_a_damaged_index_is_told_in_a_sentence(tmp_path: Path, name: str, damage: bytes) -> None:
    builder = open_builder(tmp_path / "index")
    builder.add(LIBRARY)
    builder.commit()
    (tmp_path / "index" / name).write_bytes(damage)
    with pytest.raises(BrokenIndexError, match="Publish the library again"):
        open_engine(tmp_path / "index")


@pytest.mark.parametrize("kind", ["store", "term", "idx", "pos"])
def test_damage_that_is_met_while_searching_is_told_in_a_sentence(tmp_path: Path, kind: str) -> None:
    builder = open_builder(tmp_path / "index")
    builder.add(LIBRARY)
    builder.commit()
    segment = next((tmp_path / "index").glob(f"*.{kind}"))
    contents = segment.read_bytes()
    end = len(contents) - 200 if len(contents) > 400 else len(contents) // 3
    segment.write_bytes(bytes(byte ^ 0xFF for byte in contents[:end]) + contents[end:])
    engine = open_engine(tmp_path / "index")
    with pytest.raises(BrokenIndexError, match="Publish the library again") as caught:
        [engine.search(Query(words)) for words in ('"needle exchange"', "police prison", "naloxnoe", "prog*", "the")]
    assert "needle" not in str(caught.value)


def test_an_interruption_is_no_damage(engine: Engine, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupt(_: str) -> Results:
        raise KeyboardInterrupt

    monkeypatch.setattr("firsthand.search.engine.understand", interrupt)
    with pytest.raises(KeyboardInterrupt):
        engine.search(Query("needle"))


def test_a_missing_segment_is_told_in_a_sentence(tmp_path: Path) -> None:
    builder = open_builder(tmp_path / "index")
    builder.add(LIBRARY)
    builder.commit()
    segment = next((tmp_path / "index").glob("*.idx"))
    segment.unlink()
    with pytest.raises(BrokenIndexError, match="Publish the library again") as caught:
        open_engine(tmp_path / "index")
    assert "firsthand-search-" not in str(caught.value)


def test_what_is_shown_of_a_hit_is_what_was_entered(opened: Open) -> None:
    given = entry(
        "works/film/en", "Spoken words.", headings=("Part one", "Beginning"), start=12.5, page="iv", leaf=3, block="cue"
    )
    (group,) = opened([given]).search(Query("spoken")).groups
    assert isinstance(group, Group)
    (hit,) = group.hits
    assert (hit.address, hit.passage, hit.leaf, hit.block) == (given.address, given.passage, 3, "cue")
    assert (hit.headings, hit.page, hit.start, hit.title) == (("Part one", "Beginning"), "iv", 12.5, "Film")
    assert hit.score > 0


def test_of_translations_the_one_that_the_reader_reads_stands_first(opened: Open) -> None:
    engine = opened([entry("works/a/fr", "Naloxone ici."), entry("works/a/es", "Naloxone aquí.")])
    for language in ("fr", "es"):
        hits = engine.search(Query("naloxone", languages=(language,))).groups[0].hits
        assert [hit.language for hit in hits][0:1] == [language]


def test_one_word_of_a_name_is_not_the_name(opened: Callable[..., Engine]) -> None:
    """The exact forms of the words of a name add to the score and make nothing match by themselves."""
    texts = ("Needle exchange works.", "A needle.", "An exchange of letters.", "Обмен шприцев.")
    entries = [
        *edition("works/a/en", *texts[:3]),
        *edition("works/a/ru", texts[3]),
        *edition("works/b/en", *(f"Other words, number {number}." for number in range(40))),
    ]
    results = opened(entries, encode(shipped())).search(Query("needle exchange", languages=("en",)))
    assert results.carried
    assert (results.passages, results.loosened) == (2, False)
