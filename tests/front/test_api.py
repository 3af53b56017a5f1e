"""The API as programs meet it: what it describes is what it answers, and nothing that is asked makes it fail."""

import hashlib
import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlencode

import httpx
import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator
from msgspec.structs import replace
from tests.front.client import Client, Loop
from tests.front.library import FixtureSource
from tests.negotiations.example import HIDDEN, example
from tests.release.shelf import Shelf, paragraphs

from firsthand.catalogue.negotiations import Access
from firsthand.catalogue.reading import passages
from firsthand.catalogue.records import File, Network, Provenance, Text
from firsthand.catalogue.shelves import Shelves
from firsthand.exports.api.telling import Teller
from firsthand.front.api.parameters import ParameterError, Values
from firsthand.front.api.records import OPERATIONS as RECORDS
from firsthand.front.application import Front, open_front
from firsthand.front.pagestore import PageStore
from firsthand.negotiations.audiences import seen_by
from firsthand.release import ReleaseError, build

SITE = "https://library.example.org"
API = "/api/v1"


def ask(client: Client, path: str, status: int = 200, **parameters: Any) -> Any:
    """The JSON at a path of the API, which is a problem where another status than 200 is awaited."""
    address = f"{API}{path}?{urlencode(parameters, doseq=True)}" if parameters else f"{API}{path}"
    answer = client.get(address)
    assert answer.status_code == status, answer.text[:300]
    assert answer.headers["content-type"] == ("application/json" if status == 200 else "application/problem+json")
    return answer.json()


def every(client: Client, address: str) -> list[Any]:
    """The items of all pages, by their own links."""
    found: list[Any] = []
    following: str | None = address
    while following:
        answer = client.get(following.removeprefix(SITE))
        page = answer.json()
        link = f'<{page["next"]}>; rel="next"' if page["next"] else ""
        assert link in answer.headers.get("link", "")
        found += page["items"]
        following = page["next"]
    return found


def test_schemathesis_finds_nothing_that_is_not_as_described(site: str, tmp_path: Path) -> None:
    command = [
        sys.executable, "-m", "schemathesis.cli", "run", f"{site}{API}/openapi.json", "--url", site + API,
        "--max-examples", "3", "--generation-database", "none", "--no-color", "--checks", "all",
    ]  # fmt: skip
    result = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, timeout=200)
    told = "\n".join(line[:400] for line in result.stdout.splitlines())
    assert result.returncode == 0, told + result.stderr[-2_000:]
    assert "Tested: 22" in told, "every operation was asked"


def test_the_description_is_sound_and_names_what_the_library_has(client: Client) -> None:
    document = client.get(f"{API}/openapi.json").json()
    schemas = document["components"]["schemas"]
    for schema in schemas.values():
        Draft202012Validator.check_schema(schema)
    named = {reference.rpartition("/")[2] for reference in _references(document)}
    assert named <= set(schemas)
    operations = [path["get"] for path in document["paths"].values()]
    assert len({operation["operationId"] for operation in operations}) == len(operations)
    slugs = {p["example"] for o in operations for p in o["parameters"] if p["name"] == "slug" and "example" in p}
    assert {"launch", "open-letter", "world-network", "decriminalisation"} < slugs


def _references(value: Any) -> list[str]:
    if isinstance(value, dict):
        own = [value["$ref"]] if "$ref" in value else []
        return own + [each for inner in value.values() for each in _references(inner)]
    return [each for inner in value for each in _references(inner)] if isinstance(value, list) else []


def test_the_pages_of_a_list_hold_each_work_once_and_no_withdrawn_one(client: Client) -> None:
    for size in (1, 2, 100):
        slugs = [work["slug"] for work in every(client, f"{API}/works?per_page={size}")]
        assert slugs == ["nothing-about-us", "brief-guide", "film", "far-notes", "old-report"]


@pytest.mark.parametrize("name", ["news", "statements", "editions", "parties", "themes", "languages"])
def test_every_list_can_be_read_page_by_page_and_leads_to_what_is_in_it(client: Client, name: str) -> None:
    items = every(client, f"{API}/{name}?per_page=2")
    assert len(items) == ask(client, f"/{name}")["total"] > 0
    for item in items[:4]:
        assert client.get(item["api"].removeprefix(SITE)).status_code == 200


@pytest.fixture(scope="module")
def follower(tmp_path_factory: pytest.TempPathFactory, loop: Loop) -> Iterator[Client]:
    """A front of a small library that follows the invented negotiation."""
    folder = tmp_path_factory.mktemp("follower")
    public = seen_by(example(), Access.PUBLIC)
    data = msgspec.json.encode(public)
    file = File(hashlib.sha256(data).hexdigest(), len(data), "application/json", "river.json")
    shelf = Shelf(folder)
    shelf.library = replace(shelf.library, address=SITE)
    shelf.put("red", paragraphs("One."))
    shelf.files[file.sha256] = folder / "data.json"
    shelf.files[file.sha256].write_bytes(data)
    shelf.more = {"processes": (replace(public.process, data=file),)}
    build(shelf, folder / "library")
    front = open_front(folder / "library")
    yield Client(front, loop)
    front.close()


def test_a_negotiation_is_told_as_described_with_its_paragraphs_and_what_became_of_asks(follower: Client) -> None:
    document = follower.get(f"{API}/openapi.json").json()
    asks = "/negotiations/river-declaration/asks"
    draft = "/negotiations/river-declaration/drafts/rev-1"
    told = {}
    for path, name in (
        ("/negotiations", "Negotiations"),
        ("/negotiations/river-declaration", "Negotiation"),
        (asks, "Asks"),
        (draft, "Paragraphs"),
    ):
        told[path] = ask(follower, path)
        schema = {"$ref": f"#/components/schemas/{name}", "components": document["components"]}
        Draft202012Validator(schema).validate(told[path])
    public = seen_by(example(), Access.PUBLIC)
    assert [each["slug"] for each in told["/negotiations"]["items"]] == ["river-declaration"]
    one = told["/negotiations/river-declaration"]
    assert [each["slug"] for each in one["drafts"]] == ["zero", "rev-1", "final"]
    assert [each["parties"] for each in one["events"]] == [[], ["Upper Delta"]]
    for address in (one["asks"], one["drafts"][1]["paragraphs"]):
        assert follower.get(address.removeprefix(SITE)).status_code == 200
    for address in (one["url"], one["drafts"][1]["url"], told[asks]["items"][0]["url"]):
        assert follower.get(address.removeprefix(SITE)).status_code in (200, 302, 303, 307, 308)
    found = every(follower, f"{API}{draft}?per_page=2")
    assert [each["text"] for each in found] == [each.text for each in public.texts[1].paragraphs]
    assert [(each["draft"], each["kind"]) for each in told[asks]["items"][0]["outcomes"]] == [
        ("zero", "verbatim"),
        ("final", "weakened"),
    ]
    assert not [word for word in HIDDEN if word in json.dumps(told)]


@pytest.mark.parametrize("path", ["/negotiations/none", "/negotiations/river-declaration/drafts/leaked"])
def test_a_negotiation_or_draft_that_is_not_public_is_not_there(follower: Client, path: str) -> None:
    assert ask(follower, path, 404)["status"] == 404


def test_a_list_is_narrowed_like_the_page_of_works(client: Client) -> None:
    def slugs(**facets: Any) -> list[str]:
        return [work["slug"] for work in ask(client, "/works", **facets)["items"]]

    assert slugs(theme="health", kind="guide") == ["brief-guide"]
    assert slugs(place=["MX", "PT"]) == ["nothing-about-us", "film"]
    assert slugs(theme="nowhere") == []


def test_labels_and_titles_are_in_the_language_asked_for(client: Client) -> None:
    work = ask(client, "/works/nothing-about-us", lang="ru")
    assert work["title"] == {"value": "Ничего о нас", "language": "ru"}
    assert work["kind"] == {"code": "report", "label": {"value": "Доклад", "language": "ru"}}
    assert work["themes"][0]["label"]["value"] == "Декриминализация"
    assert work["relations"][0]["kind"] == "companion"
    assert ask(client, "/works/nothing-about-us")["title"]["language"] == "en", "whatever the browser speaks"


def test_an_edition_tells_who_made_it_what_it_was_made_from_and_where_its_files_are(client: Client) -> None:
    edition = ask(client, "/works/nothing-about-us/ru")
    assert [(each["role"], each["party"]) for each in edition["credits"]][-1] == ("translator", "ana-petrova")
    assert edition["translated_from"]["api"] == f"{SITE}{API}/works/nothing-about-us/en"
    assert edition["state"] == "outdated"
    light = [shape for shape in edition["shapes"] if shape["media_type"].startswith("text/")]
    for link in (edition["files"][0], *edition["citations"], *light):
        assert client.get(link["url"].removeprefix(SITE)).status_code == 200
    assert client.get(edition["url"].removeprefix(SITE), accept_language="en").status_code == 302
    assert edition["changed"] == edition["published"] is not None


def test_a_text_is_had_leaf_by_leaf_with_the_headings_above_each_passage(client: Client) -> None:
    place = "/works/nothing-about-us/en"
    opened = client.front.service.opened
    edition = opened.shelves.works[0].editions[0]
    leaves = [
        opened.leaf(edition.text or "", number) for number in range(1, opened.contents(edition.text or "").leaves + 1)
    ]
    found = every(client, f"{API}{place}/passages")
    assert len(leaves) > 1
    wanted = [(each.id, each.text, list(each.headings)) for each in passages(leaves)]
    assert [(each["id"], each["text"], each["headings"]) for each in found] == wanted
    last = found[-1]
    assert ask(client, f"{place}/passages/{last['id']}") == last
    led = client.get(last["url"].removeprefix(SITE).replace("/works", "/en/works", 1))
    assert led.headers["location"].endswith(f"/{len(leaves)}#p-{last['id']}")


def test_the_contents_lead_to_the_headings_on_the_page(client: Client) -> None:
    contents = ask(client, "/works/nothing-about-us/fr/contents")
    heading = contents["headings"][3]
    path, _, anchor = heading["url"].removeprefix(SITE).replace("/works", "/fr/works", 1).partition("#")
    assert f'id="{anchor}"' in client.get(path).text


def test_what_was_withdrawn_is_gone_and_nobody_is_told_what_it_was(client: Client) -> None:
    for path in ("/works/taken-back", "/works/taken-back/en", "/works/taken-back/en/passages"):
        assert "Taken back" not in json.dumps(ask(client, path, 410))
    assert "taken-back" not in json.dumps(ask(client, "/works/nothing-about-us"))


@pytest.mark.parametrize(
    "path",
    [
        "/works/nowhere", "/works/film/ru", "/pages/about/en", "/works/film/en/passages/aaaaaaaaaa", "/parties/x",
        "/themes/x", "/works/old-report/en/contents", "/works/film/en/passages?leaf=9", "/nothing", "/works/", "//",
    ],
)  # fmt: skip
def test_what_is_not_there_is_a_problem_with_a_sentence(client: Client, path: str) -> None:
    problem = ask(client, path, 404)
    assert (problem["type"], problem["title"], problem["status"]) == ("about:blank", "Not Found", 404)
    assert problem["detail"].endswith(".")


@pytest.mark.parametrize(
    ("query", "parameter"),
    [
        ("theem=health", "theem"), ("page=0", "page"), ("page=01", "page"), ("page=", "page"),
        ("page=1&page=2", "page"), ("per_page=101", "per_page"), ("lang=de", "lang"),
        ("theme=", "theme"), (f"kind={'k' * 201}", "kind"),
        ("kind=k&" * 7, "kind"), ("x=&" * 61, "x"), ("=", ""),
    ],
)  # fmt: skip
def test_a_parameter_that_makes_no_sense_is_named(client: Client, query: str, parameter: str) -> None:
    answer = client.get(f"{API}/works?{query}")
    assert (answer.status_code, answer.json()["parameter"]) == (400, parameter)


@settings(max_examples=60)
@given(pairs=st.lists(st.tuples(st.sampled_from([*(p.name for p in RECORDS[1].query), "x"]), st.text(max_size=6))))
def test_values_are_taken_as_they_are_or_refused_by_name(pairs: list[tuple[str, str]]) -> None:
    refused = False
    values = None
    try:
        values = Values(pairs, RECORDS[1].query)
    except ParameterError as error:
        refused = error.parameter in dict(pairs)
    assert refused or (values and sorted(values.others("")) == sorted(pairs) and values.number("page") >= 1)


@settings(max_examples=40)
@given(query=st.text(max_size=40))
def test_no_query_breaks_the_search(front: Front, loop: Loop, query: str) -> None:
    answer = Client(front, loop).get(f"{API}/search?q={quote(query)}&per_page=1")
    assert answer.status_code == (200 if query else 400)
    assert answer.json()


def test_a_record_of_a_united_library_says_whose_it_is(client: Client) -> None:
    opened = client.front.service.opened
    network = Network("north", (Text("en", "Library of the North"),), "20260101T000000Z-abcdef", "2026-01-01T00:00:00Z")
    united = replace(opened.library, networks=(network,))
    shelves = Shelves(replace(opened.release.collection, library=united))
    work = replace(opened.shelves.works[0], provenance=(Provenance("north", "nothing", ("en",)),))
    (told,) = Teller(opened.release, shelves, opened.interfaces["ru"], SITE).work(work).provenance
    assert (told.network, told.slug, told.languages) == ("north", "nothing", ("en",))
    assert (told.title.value, told.title.language) == ("Library of the North", "en")
    assert ask(client, "/works/nothing-about-us")["provenance"] == []


def test_the_search_finds_what_the_page_finds(client: Client) -> None:
    found = ask(client, "/search", q="nothing about us", language="en", lang="fr")
    page = client.page("/fr/search?q=nothing+about+us&language=en")
    assert [group["item"] for group in found["items"]] == [
        "/".join(link.split("/")[2:4]) for link in page.xpath("//ol[contains(@class,'groups')]/li//h2/a/@href")
    ]
    hit = found["items"][0]["hits"][0]
    assert any(stretch["hit"] for stretch in hit["snippet"])
    assert ask(client, hit["api"].removeprefix(SITE + API))["id"] in (hit["passage"], hit["edition"])
    assert found["facets"]["kind"][0]["label"]["language"] == "fr"


def test_a_search_is_kept_nowhere_and_another_answer_is_asked_for_again_by_its_tag(client: Client) -> None:
    assert client.get(f"{API}/search?q=peers").headers["cache-control"] == "no-store"
    answer = client.get(f"{API}/works")
    again = client.get(f"{API}/works", if_none_match=answer.headers["etag"])
    assert (again.status_code, again.content) == (304, b"")


def test_scripts_of_any_site_may_read_and_nobody_gets_a_cookie(client: Client) -> None:
    for path in ("", "/works", "/nothing", "/openapi.json"):
        headers = client.get(API + path).headers
        assert headers["access-control-allow-origin"] == "*"
        assert headers.get_list("cross-origin-resource-policy") == ["cross-origin"]
        assert "set-cookie" not in headers
    assert "access-control-allow-origin" not in client.get("/en/").headers


def test_only_reading_is_possible(client: Client) -> None:
    for method in ("POST", "PUT", "PATCH", "DELETE", "OPTIONS"):
        answer = client.get(f"{API}/works", method=method)
        assert (answer.status_code, answer.headers["allow"]) == (405, "GET, HEAD")
    assert client.get(f"{API}/works", method="HEAD").content == b""


def test_a_corrected_passage_leads_on_and_a_removed_one_is_gone(tmp_path: Path, loop: Loop) -> None:
    (tmp_path / "files").mkdir()
    build(FixtureSource(tmp_path / "files"), tmp_path / "library")
    front = open_front(tmp_path / "library")
    before = [each["id"] for each in every(Client(front, loop), f"{API}/works/nothing-about-us/en/passages")]
    front.close()
    build(FixtureSource(tmp_path / "files", change="corrected"), tmp_path / "library")
    front = open_front(tmp_path / "library")
    client = Client(front, loop)
    place = f"{API}/works/nothing-about-us/en/passages"
    after = [each["id"] for each in every(client, place)]
    answers: list[httpx.Response] = [client.get(f"{place}/{each}") for each in before if each not in after]
    front.close()
    assert [answer.status_code for answer in answers] == [301, 410]
    assert answers[0].headers["location"].rpartition("/")[2] in after


def test_without_an_index_all_but_the_search_is_there(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(client.front.service.opened, "engine", None)
    assert "search" in ask(client, "/search", 503, q="peers")["detail"]
    assert ask(client, "/works")["total"] == 5


def test_a_damaged_text_is_a_problem_and_not_silence(
    client: Client, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def fail(*_: object) -> None:
        raise ReleaseError("texts/ab is damaged")

    monkeypatch.setattr(client.front.service.opened.release, "leaf", fail)
    client.front.service.opened.pages = PageStore()
    assert "damaged" in ask(client, "/works/film/en/passages", 500)["detail"]
    assert "texts/ab is damaged" in caplog.text


@settings(max_examples=80)
@given(
    address=st.sampled_from(
        ("/en/feed.atom", "/ru/feed.json", "/oembed", "/sitemap-1.xml", "/llms.txt", "/api/v1/works")
    ),
    query=st.lists(st.tuples(st.sampled_from(("theme", "place", "kind", "url", "format", "maxwidth", "x")), st.text())),
)
def test_no_parameter_breaks_an_answer(front: Front, loop: Loop, address: str, query: list[tuple[str, str]]) -> None:
    answer = Client(front, loop).get(f"{address}?{urlencode(query)}")
    assert answer.status_code < 500 or (answer.status_code, address) == (501, "/oembed")
    assert "set-cookie" not in answer.headers
