"""Exports that are broken, wrongly written, hostile or enormous: read as far as can be, or refused in a sentence."""

import subprocess
import sys
import textwrap
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.sources.importing.conftest import HEAD, TAIL, Imports, export, item

from firsthand.sources.importing.ledger import LedgerError
from firsthand.sources.importing.wordpress.mending import RefusedError
from firsthand.sources.importing.wordpress.wxr import LARGEST_ITEM, Entry, Export

Told = list[tuple[int | None, str]]


def read(path: Path, data: str | bytes) -> tuple[list[Entry], Told]:
    path.write_bytes(data.encode() if isinstance(data, str) else data)
    told: Told = []
    entries = list(Export(path, lambda line, message, _: told.append((line, message))).entries())
    return entries, told


def test_every_field_of_an_item_is_read_with_its_line(tmp_path: Path) -> None:
    entries, told = read(tmp_path / "x", export(item(1, "One & two", "<p>Words ]]]]><![CDATA[> more.</p>")))
    assert told == []
    assert entries[0].get("title") == "One & two"
    assert entries[0].fields["content"] == "<p>Words ]]> more.</p>"
    assert entries[0].line == HEAD.count("\n") + 1


def test_a_truncated_export_gives_all_that_came_before_the_break(tmp_path: Path) -> None:
    whole = export(item(1, "One"), item(2, "Two"), item(3, "Three", "Words"))
    entries, told = read(tmp_path / "x", whole[: whole.index("Words") + 2])
    assert [entry.get("post_id") for entry in entries] == ["1", "2"]
    assert "ends in the middle" in told[0][1]


def test_a_broken_item_costs_itself_alone(tmp_path: Path) -> None:
    broken = item(2, "Two").replace("</guid>", "</gid>")
    entries, told = read(tmp_path / "x", export(item(1, "One"), broken, item(3, "Three"), item(4, "Four")))
    assert [entry.get("post_id") for entry in entries] == ["1", "3", "4"]
    assert told == [(HEAD.count("\n") + 2, told[0][1])]
    assert "is broken in line" in told[0][1]
    assert entries[1].line == HEAD.count("\n") + 3


@pytest.mark.parametrize(
    "declared",
    [
        '<!DOCTYPE rss [<!ENTITY a "lol"><!ENTITY b "&a;&a;&a;">]>',
        '<!DOCTYPE rss [<!ENTITY x SYSTEM "file:///etc/passwd">]>',
        '<!DOCTYPE rss SYSTEM "http://127.0.0.1:1/x.dtd">',
    ],
)
def test_document_types_and_entities_are_refused(tmp_path: Path, declared: str) -> None:
    text = export(item(1, "One")).replace("?>\n", f"?>\n{declared}\n", 1)
    with pytest.raises(RefusedError, match="declares a document type"):
        read(tmp_path / "x", text)


@pytest.mark.parametrize("text", ["", "words", "<html><body>404</body></html>", "\xff\xfe<\0", "{}", "<rss"])
def test_what_is_no_export_is_refused_in_a_sentence(imports: Imports, text: str) -> None:
    with pytest.raises(LedgerError, match="no WordPress export"):
        imports.wordpress(text.encode("latin-1"))


def test_bytes_of_another_code_page_are_read_and_told(tmp_path: Path) -> None:
    text = export(item(1, "Résumé", "Déclaration à Genève"), item(2, "Second"))
    data = text.encode().replace("Résumé".encode(), "Résumé".encode("cp1252"))
    entries, told = read(tmp_path / "x", data)
    assert entries[0].get("title") == "Résumé"
    assert entries[0].fields["content"] == "Déclaration à Genève"
    assert told == [(None, told[0][1])]
    assert f"the first of them in line {HEAD.count(chr(10)) + 1}" in told[0][1]


def test_an_export_that_says_its_code_page_is_read_in_it(tmp_path: Path) -> None:
    text = export(item(1, "Заявление")).replace("UTF-8", "windows-1251")
    entries, told = read(tmp_path / "x", text.encode("cp1251"))
    assert (entries[0].get("title"), told) == ("Заявление", [])


def test_signs_that_xml_forbids_are_left_out_and_told(tmp_path: Path) -> None:
    entries, told = read(
        tmp_path / "x", export(item(1, "One", "a\x0bb\x08c &nbsp; &#11; & d")).replace("One", "O&nbsp;e &#8; & co")
    )
    assert entries[0].get("title").split() == ["O", "e", "&", "co"]
    assert entries[0].fields["content"] == "a b c &#160;   &amp; d"
    assert "2 control characters" in told[0][1]


def test_an_item_without_end_is_left_out(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("firsthand.sources.importing.wordpress.wxr.LARGEST_ITEM", 1000)
    entries, told = read(tmp_path / "x", export(item(1, "One", "x" * 3000), item(2, "Two")))
    assert [entry.get("post_id") for entry in entries] == ["2"]
    assert "is left out" in told[0][1]
    assert LARGEST_ITEM > 1000


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_whatever_happens_to_an_export_it_is_read_or_refused(
    tmp_path_factory: pytest.TempPathFactory, data: st.DataObject
) -> None:
    whole = export(item(1, "Один", "<p>Words &amp; more</p>"), item(2, "Two")).encode()
    at = data.draw(st.integers(0, len(whole) - 1))
    junk = data.draw(
        st.binary(max_size=12) | st.sampled_from([b"<item>", b"]]>", b"<!--", b"&", b"</item>", b"\xed\xa0\x80"])
    )
    end = data.draw(st.integers(at, len(whole)))
    path = tmp_path_factory.getbasetemp() / "damaged.xml"
    try:
        entries, told = read(path, whole[:at] + junk + whole[end:])
    except RefusedError:
        return
    assert len(entries) + len(told) >= 1 or end - at > 500


def test_the_size_of_the_pieces_in_which_it_is_read_makes_no_difference(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    text = export(*(item(number, f"Номер {number} & co", "слова &nbsp; \x08 " * 9) for number in range(8)))
    expected = read(tmp_path / "x", text)
    for size in (1, 7, 64):
        monkeypatch.setattr("firsthand.sources.importing.wordpress.mending.CHUNK", size)
        assert read(tmp_path / "x", text) == expected


def test_a_large_export_takes_little_memory(tmp_path: Path) -> None:
    """Fifty megabytes are read in a process that could not hold them."""
    path = tmp_path / "large.xml"
    body = "<p>" + "People who use drugs speak for themselves. " * 2_000 + "</p>"
    with path.open("w") as file:
        file.write(HEAD.format(version="1.2"))
        for number in range(600):
            file.write(item(number, f"Post {number}", body))
        file.write(TAIL)
    assert path.stat().st_size > 50_000_000
    program = """
        import resource, sys
        from pathlib import Path
        from firsthand.sources.importing.wordpress.wxr import Export
        list(zip(Export(Path(sys.argv[1]), print).entries(), range(5)))
        before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        count = sum(1 for _ in Export(Path(sys.argv[1]), print).entries())
        print(count, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before)
    """
    done = subprocess.run(
        [sys.executable, "-c", textwrap.dedent(program), path], capture_output=True, text=True, check=True
    )
    count, kilobytes = map(int, done.stdout.split())
    assert count == 600
    assert kilobytes < 16_000
