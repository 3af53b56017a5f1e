"""A WordPress site becomes a folder that can be published, and never more than was public."""

import csv
from collections.abc import Callable
from pathlib import Path

import pytest
from tests.sources.importing.conftest import UPLOADS, Imports, export, item, language, state

from firsthand.catalogue.written.toml import read as read_toml
from firsthand.sources.folder import FolderSource

LANGUAGES = "".join(
    f'<a href="{UPLOADS}/2021/{name}.pdf">{words}</a> / '
    for name, words in (("voices", "English"), ("voix", "French"), ("voces", "Español"), ("golosa", "Русский"))
)
ALL = ("2021/voices.pdf", "2021/voix.pdf", "2021/voces.pdf", "2021/golosa.pdf")


def redirects(imports: Imports) -> dict[str, str]:
    import tomllib

    return dict(tomllib.loads(imports.text("library.toml"))["redirects"])


def test_a_post_that_links_to_a_document_in_several_languages_becomes_one_work_with_editions(
    imports: Imports, uploads: Callable[..., Path], read: Callable[..., FolderSource]
) -> None:
    post = item(12, "Voices", f"A report by people who use drugs.\n\nAvailable here: {LANGUAGES}")
    report = imports.wordpress(export(post), uploads(*ALL))
    assert report.mistakes == [] == report.missing
    (work,) = read(imports.folder).collection.works
    assert [edition.language for edition in work.editions] == ["en", "fr", "es", "ru"]
    assert all(len(edition.files) == 1 for edition in work.editions)
    assert (work.slug, work.date, work.summaries[0].value) == (
        "voices",
        "2021-05-04",
        "A report by people who use drugs.",
    )
    assert redirects(imports)["/wp-content/uploads/2021/golosa.pdf"] == "/works/voices/ru"
    assert redirects(imports)["/?p=12"] == redirects(imports)["/voices"] == "/works/voices"


def test_a_long_post_stays_a_post_and_speaks_of_the_work(
    imports: Imports, uploads: Callable[..., Path], read: Callable[..., FolderSource]
) -> None:
    words = "\n\n".join(["People who use drugs know what keeps them well, and say so in their own words."] * 30)
    imports.wordpress(export(item(1, "Launch", f'{words} <a href="{UPLOADS}/r.pdf">Read it</a>')), uploads("r.pdf"))
    collection = read(imports.folder).collection
    assert collection.posts[0].works == (collection.works[0].slug,)
    assert redirects(imports)["/launch"] == "/news/launch"


def test_each_heading_of_a_page_with_documents_below_it_becomes_a_work(
    imports: Imports, uploads: Callable[..., Path], read: Callable[..., FolderSource]
) -> None:
    content = (
        f'<h2>Words Matter</h2><p>On language.</p><p><a href="{UPLOADS}/words.pdf">Download</a></p>'
        f'<h2>Surviving</h2><p>How and why.</p><p><a href="{UPLOADS}/s-en.pdf">English</a> '
        f'<a href="/wp-content/uploads/s-ru.pdf">Russian</a></p>'
    )
    imports.wordpress(
        export(item(38, "Publications", content, post_type="page")), uploads("words.pdf", "s-en.pdf", "s-ru.pdf")
    )
    collection = read(imports.folder).collection
    assert {work.slug: len(work.editions) for work in collection.works} == {"words-matter": 1, "surviving": 2}
    assert {work.summaries[0].value for work in collection.works} == {"On language.", "How and why."}
    assert collection.pages[0].editions[0].title == "Publications"


def test_polylang_translations_are_editions_of_one_post(imports: Imports, read: Callable[..., FolderSource]) -> None:
    french = item(14, "Lancement", "<p>Nous lançons.</p>", language("fr", "pll_1"))
    english = item(13, "We launch", "<p>We launch it.</p>", language("en", "pll_1"))
    imports.wordpress(export(french, english))
    (post,) = read(imports.folder).collection.posts
    assert post.slug == "we-launch"  # the site's own language comes first, wherever it stands in the export
    assert [edition.title for edition in post.editions] == ["We launch", "Lancement"]
    assert redirects(imports)["/lancement"] == "/news/we-launch/fr"


def test_wpml_translations_are_editions_of_one_post_and_say_their_source(
    imports: Imports, read: Callable[..., FolderSource]
) -> None:
    def meta(code: str, source: str = "") -> str:
        values = {"language_code": code, "translation_group": "7", "source_language_code": source}
        return "".join(
            f"<wp:postmeta><wp:meta_key>_wpml_import_{key}</wp:meta_key><wp:meta_value>{value}</wp:meta_value></wp:postmeta>"
            for key, value in values.items()
        )

    posts = item(2, "Llamado", "<p>Hola.</p>", meta("es", "en")), item(1, "A call", "<p>Hello.</p>", meta("en"))
    imports.wordpress(export(*posts))
    (post,) = read(imports.folder).collection.posts
    assert [edition.language for edition in post.editions] == ["en", "es"]
    source = post.editions[1].translated_from
    assert source is not None
    assert source.language == "en"


@pytest.mark.parametrize(
    ("fields", "reason"),
    [
        ({"status": "draft"}, "drafts"),
        ({"status": "private"}, "private texts"),
        ({"status": "future"}, "texts that are not published"),
        ({"post_password": "open sesame"}, "texts with a password"),
    ],
)
def test_what_is_not_public_is_counted_and_stands_nowhere(
    imports: Imports, fields: dict[str, str], reason: str
) -> None:
    secret = item(15, "Secret plan", "Nobody should read this.", **fields)
    report = imports.wordpress(export(secret, item(1, "Open", "Words.")))
    assert report.skipped == {reason: 1}
    table = imports.place / "table.csv"
    imports.wordpress(export(secret), propose=table)
    written = [path.read_bytes() for path in imports.folder.rglob("*") if path.is_file()] + [table.read_bytes()]
    assert not any(
        words in data for data in written for words in (b"Secret plan", b"secret-plan", b"Nobody", b"hidden@")
    )


def test_documents_to_which_nothing_links_are_left_out_unless_a_person_says_so(
    imports: Imports, uploads: Callable[..., Path]
) -> None:
    old = item(45, "Old paper", post_type="attachment", status="inherit", attachment_url=f"{UPLOADS}/old.pdf")
    site, media = export(item(1, "Open", "Words."), old), uploads("old.pdf")
    table = imports.place / "table.csv"
    imports.wordpress(site, media, propose=table)
    rows = {row["id"]: row for row in csv.DictReader(table.read_text("utf-8-sig").splitlines())}
    assert rows["attachment:45"]["proposed"] == "skip"
    rows["attachment:45"] |= {"proposed": "work", "slug": "the-old-paper", "language": "en"}
    with table.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(rows["attachment:45"]))
        writer.writeheader()
        writer.writerows(rows.values())
    imports.wordpress(site, media, table=table)
    assert (imports.folder / "works/the-old-paper/the-old-paper.en.pdf").is_file()


def test_a_document_that_is_not_there_is_listed_and_linked(imports: Imports, read: Callable[..., FolderSource]) -> None:
    report = imports.wordpress(export(item(1, "Paper", f'<a href="{UPLOADS}/gone.pdf">PDF</a>')))
    assert report.missing == [f"{UPLOADS}/gone.pdf"]
    assert read(imports.folder).collection.works[0].editions[0].link == f"{UPLOADS}/gone.pdf"


def test_a_web_page_saved_as_a_pdf_is_named_and_left_out(imports: Imports, uploads: Callable[..., Path]) -> None:
    media = uploads("paper.pdf")
    (media / "paper.pdf").write_text("<!doctype html><html><body>404</body></html>")
    report = imports.wordpress(export(item(1, "Paper", f'<a href="{UPLOADS}/paper.pdf">PDF</a>')), media)
    assert "is named like application/pdf, and is text/html" in report.mistakes[0].message
    assert not list(imports.folder.rglob("*.pdf"))


def test_categories_become_themes_and_a_row_can_rename_them(
    imports: Imports, read: Callable[..., FolderSource]
) -> None:
    def post(number: int, name: str) -> str:
        return item(
            number, f"Post {name}", "Words.", f'<category domain="category" nicename="x"><![CDATA[{name}]]></category>'
        )

    site = export(post(1, "Drug policy"), post(2, "Uncategorized"))
    table = imports.place / "table.csv"
    imports.wordpress(site, propose=table)
    table.write_text(table.read_text("utf-8-sig").replace("theme,drug-policy,", "theme,policy,"), "utf-8")
    imports.wordpress(site, table=table)
    collection = read(imports.folder).collection
    assert [theme.slug for theme in collection.themes] == ["policy"]
    assert {post.slug: post.themes for post in collection.posts} == {
        "post-drug-policy": ("policy",),
        "post-uncategorized": (),
    }
    assert redirects(imports)["/category/drug-policy"] == "/news"


def test_accounts_become_authors_of_posts_unless_they_have_no_name(
    imports: Imports, read: Callable[..., FolderSource]
) -> None:
    anonymous = item(2, "Two", "Words.").replace("<dc:creator>desk<", "<dc:creator>admin<")
    imports.wordpress(export(item(1, "One", "Words."), anonymous))
    collection = read(imports.folder).collection
    assert [party.names[0].value for party in collection.parties] == ["Secretariat of the Network"]
    assert {post.slug: len(post.editions[0].contributions) for post in collection.posts} == {"one": 1, "two": 0}


@pytest.mark.parametrize("version", ["1.0", "1.1", "1.2"])
def test_the_export_of_every_version_is_read(imports: Imports, version: str, read: Callable[..., FolderSource]) -> None:
    imports.wordpress(export(item(1, "One", "Words."), version=version))
    assert read(imports.folder).collection.posts[0].slug == "one"


def test_a_second_run_changes_nothing(imports: Imports, uploads: Callable[..., Path]) -> None:
    site = export(item(12, "Voices", f"A report. {LANGUAGES}"), item(1, "One", "Words."), item(3, "One", "Others."))
    imports.wordpress(site, uploads(*ALL))
    before = state(imports.folder)
    report = imports.wordpress(site, uploads(*ALL))
    assert state(imports.folder) == before
    assert report.outcomes == {"unchanged": 3}


def test_titles_in_any_script_and_form_are_told_apart(imports: Imports, read: Callable[..., FolderSource]) -> None:
    texts = (
        item(1, "=SUM(1) & <b>more</b>", "Words.", post_name="sum"),
        item(2, "Заявление сети", "Мы, люди, употребляющие наркотики, говорим сами за себя.", post_name="%d0%b7%d0%b0"),
        item(3, "", "A text without any title at all.", post_name="3"),
    )
    table = imports.place / "table.csv"
    imports.wordpress(export(*texts), propose=table)
    assert "'=SUM(1) & more" in table.read_text("utf-8-sig")
    imports.wordpress(export(*texts), table=table)
    posts = {post.editions[0].title: post for post in read(imports.folder).collection.posts}
    assert set(posts) == {"=SUM(1) & more", "Заявление сети", "A text without any title at all."}
    assert posts["Заявление сети"].editions[0].language == "ru"


def test_lines_of_an_earlier_library_stay_as_they_are(imports: Imports) -> None:
    imports.folder.mkdir()
    written = '# Ours.\ntitle = "Ours"\n\n[redirects]\n"/old" = "/about"  # kept\n\n[description]\nen = "x"\n'
    (imports.folder / "library.toml").write_text(written)
    imports.wordpress(export(item(1, "One", "Words.")))
    lines = imports.text("library.toml").splitlines()
    assert [line for line in lines if line in written.splitlines()] == written.splitlines()
    assert '"/one" = "/news/one"' in lines
    assert not hasattr(read_toml(imports.folder / "library.toml", "library.toml"), "message")


def test_a_page_without_words_is_left_out_with_its_addresses(
    imports: Imports, read: Callable[..., FolderSource]
) -> None:
    imports.wordpress(export(item(7, "Blog", "<!-- wp:latest-posts /-->", post_type="page"), item(1, "One", "Words.")))
    assert read(imports.folder).collection.pages == ()
    assert "/?page_id=7" not in redirects(imports)


SECRET = "Maria Example, maria@example.org, asks where the room is."


@pytest.mark.parametrize("type_", ["feedback", "flamingo_inbound", "nf_sub", "give_payment", "Feedback"])
def test_what_people_sent_to_the_site_stays_there(imports: Imports, type_: str) -> None:
    """Plugins keep messages from forms as entries that are “published”, and exports have them all."""
    sent = item(5, SECRET, SECRET, post_type=type_)
    table = imports.place / "table.csv"
    imports.wordpress(export(sent, item(1, "One", "Words.")), propose=table)
    assert "maria" not in table.read_text("utf-8-sig").lower()
    imports.wordpress(export(sent, item(1, "One", "Words.")))
    files = [path.read_bytes().lower() for path in imports.folder.rglob("*") if path.is_file()]
    assert not any(b"maria" in data for data in files)


@pytest.mark.parametrize(
    ("type_", "link"),
    [
        ("contact_log", "https://old.example.org/x/"),
        ("my_form_entries", "https://old.example.org/x/"),
        ("anything", "https://old.example.org/?post_type=anything&#038;p=5"),
        ("anything", ""),
    ],
)
def test_a_type_that_may_never_have_been_a_page_is_for_a_person_to_decide(
    imports: Imports, type_: str, link: str
) -> None:
    document = f'<a href="{UPLOADS}/letter.pdf">Letter</a>'
    hidden = item(5, SECRET, SECRET + document, post_type=type_, post_name="x")
    hidden = hidden.replace("<link>https://old.example.org/x/</link>", f"<link>{link}</link>")
    table = imports.place / "table.csv"
    imports.wordpress(export(hidden, item(1, "One", "Words.")), propose=table)
    rows = {row["id"]: row for row in csv.DictReader(table.read_text("utf-8-sig").splitlines())}
    assert rows[f"{type_}:5"]["proposed"] == "skip"
    assert not any("maria" in str(row).lower() or "letter" in str(row) for row in rows.values())
    imports.wordpress(export(hidden, item(1, "One", "Words.")))
    assert [path.name for path in imports.folder.glob("*/*") if path.parent.name in ("posts", "works")] == ["one"]


def test_a_type_of_the_sites_own_that_has_pages_is_taken(imports: Imports, read: Callable[..., FolderSource]) -> None:
    imports.wordpress(export(item(5, "Campaign", "Words.", post_type="campaign")))
    assert read(imports.folder).collection.posts[0].slug == "campaign"


def test_no_e_mail_address_of_an_account_or_of_who_commented_gets_out(imports: Imports) -> None:
    comment = (
        "<wp:comment><wp:comment_author>Sam</wp:comment_author><wp:comment_author_email>sam@example.org"
        "</wp:comment_author_email><wp:comment_author_IP>192.0.2.7</wp:comment_author_IP><wp:comment_content>"
        "Call sam@example.org</wp:comment_content></wp:comment>"
    )
    post = item(1, "One", "Words.", comment).replace("<dc:creator>desk<", "<dc:creator>maria@example.org<")
    site = export(post, item(2, "Two", "Words."))
    table = imports.place / "table.csv"
    imports.wordpress(site, propose=table)
    imports.wordpress(site)
    for path in (table, *(path for path in imports.folder.rglob("*") if path.is_file())):
        said = path.read_text("utf-8-sig").lower()
        assert not any(word in said for word in ("maria", "sam@", "192.0.2.7", "hidden@")), path
