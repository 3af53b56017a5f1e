"""What keeping an edition takes is told truly; withdrawn works are not kept; a browser is told to forget all."""

import json
import re
from pathlib import Path

import msgspec
import pytest
from msgspec.structs import replace
from tests.front.client import Client, text_of

from firsthand.catalogue.written.mistakes import Mistake
from firsthand.catalogue.written.toml import TomlFile, read
from firsthand.front.application import Front
from firsthand.front.keeping import Listing
from firsthand.front.pages.kept import make_kept
from firsthand.front.rendering import make_frame
from firsthand.sources.library import library

LIST = "/keep/works/nothing-about-us/en.json?ui=fr"


def listing(client: Client, address: str = LIST) -> Listing:
    answer = client.get(address)
    assert answer.status_code == 200
    return msgspec.json.decode(answer.content, type=Listing)


@pytest.mark.parametrize(
    "about", ["works/nothing-about-us/ar", "works/film/es", "news/launch/ru", "statements/open-letter/en"]
)
def test_every_file_of_a_list_is_there_with_as_many_bytes(client: Client, about: str) -> None:
    found = listing(client, f"/keep/{about}.json?ui=ru")
    assert found.address == f"/ru/{about}"
    assert len({file.address for file in found.files}) == len(found.files)
    for file in (*found.files, *found.originals):
        answer = client.get(file.address)
        assert (answer.status_code, len(answer.content)) == (200, file.bytes), file.address


def test_all_that_stands_on_kept_pages_is_kept_with_them(client: Client) -> None:
    addresses = {file.address for file in listing(client).files}
    leaves = [each for each in addresses if re.fullmatch(r"/fr/works/nothing-about-us/en(/\d+)?", each)]
    assert len(leaves) > 3
    for page in [each for each in addresses if each.startswith("/fr/")]:
        needed = re.findall(r'(?:src|href)="(/(?:static|images)/[^"]+)"', client.get(page).text)
        assert needed
        assert set(needed) <= addresses
    assert any(each.startswith("/images/") for each in addresses)
    assert {"/fr/kept", "/fr/works/nothing-about-us", "/fr/works/nothing-about-us/en/cite"} <= addresses


def test_the_short_list_tells_the_version_and_nothing_else(client: Client) -> None:
    whole, brief = listing(client), listing(client, f"{LIST}&brief=1")
    assert brief == replace(whole, files=(), originals=())
    assert listing(client, LIST.replace("ui=fr", "ui=en")).version != whole.version


@pytest.mark.parametrize(
    ("address", "status"),
    [
        ("/keep/works/taken-back/en.json?ui=en", 410),
        ("/keep/works/nothing-about-us/de.json?ui=en", 404),
        ("/keep/works/old-report/en.json?ui=en", 404),
        ("/keep/works/nowhere/en.json?ui=en", 404),
        ("/keep/pages/contact/en.json?ui=en", 404),
        ("/keep/works/nothing-about-us/en.json?ui=de", 404),
        ("/keep/works/nothing-about-us/en.json", 404),
        ("/keep/works/nothing-about-us/en.epub?ui=en", 404),
        ("/keep/works/%00/..%2f..?ui=en", 404),
    ],
)
def test_what_can_not_be_kept_has_no_list(client: Client, address: str, status: int) -> None:
    assert client.get(address).status_code == status


def test_the_worker_is_asked_for_anew_each_time_and_may_ask_only_this_site(client: Client) -> None:
    answer = client.get("/keep.js")
    assert answer.headers["content-type"] == "text/javascript; charset=utf-8"
    assert answer.headers["cache-control"] == "no-cache"
    assert answer.headers["content-security-policy"] == "default-src 'none'; connect-src 'self'"
    policy = client.get("/en/").headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert {"worker-src 'self'", "manifest-src 'self'"} <= set(policy.split("; "))


def test_the_manifest_names_the_library_and_pictures_that_are_there(client: Client) -> None:
    answer = client.get("/ru/app.webmanifest")
    manifest = answer.json()
    assert answer.headers["content-type"] == "application/manifest+json"
    assert (manifest["name"], manifest["lang"], manifest["start_url"]) == ("Библиотека сети", "ru", "/ru/kept")
    for icon in manifest["icons"]:
        picture = client.get(icon["src"])
        width = int.from_bytes(picture.content[16:20], "big")
        assert (picture.headers["content-type"], f"{width}x{width}") == ("image/png", icon["sizes"])
    assert {icon["purpose"] for icon in manifest["icons"]} == {"any", "maskable"}
    assert "webmanifest" not in client.get("/ru/").text


def test_a_browser_is_told_to_forget_and_only_where_its_reader_asked(client: Client) -> None:
    answer = client.get("/es/wipe")
    assert answer.headers["clear-site-data"] == '"cache", "storage"'
    assert answer.headers["cache-control"] == "no-store"
    assert "noindex" in answer.text
    assert client.get("/wipe", accept_language="fr").headers["location"] == "/fr/wipe"
    assert "clear-site-data" not in client.get("/es/kept").headers


def test_leaving_and_wiping_are_on_every_page_as_plain_links(client: Client) -> None:
    for address in ("/en/", "/en/works/nothing-about-us/ar", "/en/search?q=people", "/en/kept", "/en/nowhere"):
        text = client.get(address).text
        assert '<a class="leave" href="about:blank" rel="noreferrer nofollow">Leave now</a>' in text
        assert '<a class="wipe" href="/en/wipe" rel="nofollow">Wipe what this site keeps here</a>' in text


def test_a_library_says_where_leaving_leads(front: Front) -> None:
    opened = front.service.opened
    before, interface = opened.library, opened.interfaces["en"]
    view = make_kept(opened, interface)
    assert make_frame(view, interface, opened, "/en/kept", "").leave == "about:blank"
    opened.library = replace(before, leave="https://weather.example.org/")
    try:
        assert make_frame(view, interface, opened, "/en/kept", "").leave == "https://weather.example.org/"
    finally:
        opened.library = before


def test_what_is_kept_is_told_in_every_language(client: Client) -> None:
    pages = {tag: client.page(f"/{tag}/works/film/es") for tag in ("en", "fr", "es", "ru")}
    said = {text_of(page, "//div[@class='keep']/button") for page in pages.values()}
    assert len(said) == 4
    for page in pages.values():
        words = json.loads(page.xpath("//template[@id='fh-keep-words']/@data-words")[0])
        for name, value in words.items():
            holes = {"size": {"title", "size"}, "much": {"most"}, "since": {"day"}, "sum": {"size", "most"}}
            titled = {"title"} if name in ("dropped", "removeThis", "removed") else set()
            assert set(re.findall(r"\{(\w+)\}", value)) == holes.get(name, titled), (name, value)


@pytest.mark.parametrize("leave", ["https://weather.example.org/", "javascript:alert(1)", "weather"])
def test_library_toml_says_where_leaving_leads_and_takes_only_an_address(tmp_path: Path, leave: str) -> None:
    told, mistakes = tmp_path / "library.toml", list[Mistake]()
    told.write_text(f'title = "A shelf"\nleave = "{leave}"\n')
    file = read(told, "library.toml")
    assert isinstance(file, TomlFile)
    is_address = leave.startswith("https://")
    assert library(file, mistakes).leave == (leave if is_address else None)
    assert [mistake.line for mistake in mistakes] == ([] if is_address else [2])


def test_no_other_site_can_wipe_what_a_reader_has_kept(client: Client) -> None:
    for site in ("cross-site", "same-site"):
        answer = client.get("/en/wipe", sec_fetch_site=site)
        assert (answer.status_code, answer.headers["location"]) == (302, "/en/kept")
        assert answer.headers["cache-control"] == "no-store"
        assert "clear-site-data" not in answer.headers
    for site in ("same-origin", "none"):
        assert "clear-site-data" in client.get("/en/wipe", sec_fetch_site=site).headers
