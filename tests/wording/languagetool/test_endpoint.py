"""The LanguageTool protocol as a function: what is asked in its words is answered in its words."""

import json
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlencode

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.wording.languagetool.serving import endpoint as make_endpoint

from firsthand.wording.languagetool import Endpoint, Request
from firsthand.wording.languagetool.annotation import Piece, Sent


@pytest.fixture(scope="module")
def endpoint(tmp_path_factory: pytest.TempPathFactory) -> Endpoint:
    return make_endpoint(tmp_path_factory.mktemp("endpoint"), site="https://example.org/guide", largest=20_000)


def ask(endpoint: Endpoint, path: str = "/v2/check", method: str = "POST", **form: str) -> dict[str, Any]:
    sent = urlencode(form)
    request = Request(method, path, "", sent.encode()) if method == "POST" else Request(method, path, sent)
    reply = endpoint.answer(request)
    assert reply.status == 200, reply.body
    found: dict[str, Any] = json.loads(reply.body)
    return found


def refused(endpoint: Endpoint, **form: str) -> tuple[int, str]:
    reply = endpoint.answer(Request("POST", "/v2/check", "", urlencode(form).encode()))
    assert reply.content_type.startswith("text/plain")
    return reply.status, reply.body.decode()


def places(reply: dict[str, Any]) -> list[tuple[int, int]]:
    return [(match["offset"], match["length"]) for match in reply["matches"]]


@pytest.mark.parametrize("path", ["/v2/check", "/check", "/v2/check/"])
@pytest.mark.parametrize("method", ["GET", "POST"])
def test_a_text_is_checked_however_it_is_sent(endpoint: Endpoint, path: str, method: str) -> None:
    reply = ask(endpoint, path, method, language="en-US", text="A 😀 junkie came.")
    assert reply["software"]["name"] == "Firsthand"
    assert reply["language"]["code"] == "en-US"
    (match,) = reply["matches"]
    assert (match["offset"], match["length"]) == (5, 6)
    assert match["message"] == "It makes a person of one thing that they do."
    assert match["shortMessage"] == "People who use drugs"
    assert match["replacements"] == [
        {"value": "person who uses drugs"},
        {"value": "neighbour", "shortDescription": "Where they live near."},
    ]
    assert match["context"] == {"text": "A 😀 junkie came.", "offset": 5, "length": 6}
    assert match["rule"]["id"] == "FIRSTHAND_PERSON"
    assert match["rule"]["issueType"] == "style"
    assert match["rule"]["category"] == {"id": "STYLE", "name": "Words that respect people"}
    assert match["rule"]["urls"] == [
        {"value": "https://example.org/guide/person"},
        {"value": "https://example.org/words"},
    ]


def test_what_must_be_written_anew_is_said_and_not_put_in(endpoint: Endpoint) -> None:
    (match,) = ask(endpoint, language="en", text="A dopehead.")["matches"]
    assert match["replacements"] == []
    assert match["message"] == (
        "It is a slur. No published guide that we know names it; this is a proposal. "
        "Instead: write who they are (rewrite the sentence by hand)."
    )


def test_the_words_around_a_match_are_cut_where_they_are_long(endpoint: Endpoint) -> None:
    text = "x😀 " * 30 + "junkie" + " 😀y" * 30
    (match,) = ask(endpoint, language="en", text=text)["matches"]
    context = match["context"]
    units = context["text"].encode("utf-16-le")
    shown = units[2 * context["offset"] : 2 * (context["offset"] + context["length"])].decode("utf-16-le")
    assert shown == "junkie"
    assert context["text"].startswith("...")
    assert context["text"].endswith("...")


def test_markup_is_passed_over_and_counted(endpoint: Endpoint) -> None:
    pieces = [
        {"markup": "<p>😀", "interpretAs": "\n\n"},
        {"text": "A "},
        {"markup": "<b>"},
        {"text": "jun"},
        {"markup": "</b>"},
        {"text": "kie"},
        {"markup": "<br>", "interpretAs": " "},
        {"text": "came. Drug"},
        {"markup": "<br>", "interpretAs": "\n"},
        {"text": "abuse"},
    ]
    reply = ask(endpoint, language="en-GB", data=json.dumps({"annotation": pieces}))
    assert places(reply) == [(10, 10), (30, 13)]


@given(st.lists(st.tuples(st.sampled_from(["text", "markup", "as"]), st.text(max_size=5)), max_size=8))
def test_every_place_of_what_is_read_is_a_place_of_what_was_sent(parts: list[tuple[str, str]]) -> None:
    made = {
        "text": lambda text: Piece(text=text),
        "markup": lambda text: Piece(markup=text),
        "as": lambda text: Piece(markup=text, interpretAs="\n"),
    }
    sent = Sent([made[kind](text) for kind, text in parts])
    whole = len(sent.source.encode("utf-16-le", "surrogatepass")) // 2
    offsets = [sent.offset(at) for at in range(len(sent.text))]
    assert offsets == sorted(offsets)
    for at in range(len(sent.text)):
        assert 0 <= sent.offset(at) <= sent.end(at + 1) <= whole


def test_rules_and_families_are_switched_on_and_off(endpoint: Endpoint) -> None:
    text = "A junkie came. Drug abuse. A drug user."
    assert len(ask(endpoint, language="en", text=text)["matches"]) == 3
    assert len(ask(endpoint, language="en", text=text, disabledRules="FIRSTHAND_PERSON,OTHER")["matches"]) == 2
    assert len(ask(endpoint, language="en", text=text, disabledCategories="FIRSTHAND_CONTESTED")["matches"]) == 2
    assert ask(endpoint, language="en", text=text, disabledCategories="STYLE")["matches"] == []
    only = ask(endpoint, language="en", text=text, enabledRules="FIRSTHAND_PERSON", enabledOnly="true")
    assert [match["rule"]["id"] for match in only["matches"]] == ["FIRSTHAND_PERSON"]
    family = ask(endpoint, language="en", text=text, enabledCategories="FIRSTHAND_DISCOURAGED", enabledOnly="true")
    assert [match["rule"]["id"] for match in family["matches"]] == ["FIRSTHAND_VAGUE"]


@pytest.mark.parametrize(
    ("text", "variants", "code"),
    [
        ("The man was here and they came with him.", "", "en"),
        ("The man was here and they came with him.", "fr-CA,en-GB", "en-GB"),
        ("Le chat est dans la maison et les gens sont là.", "", "fr"),
        ("Это не то, что здесь для нас, и это на столе.", "en-GB", "ru"),
        ("", "", "en"),
    ],
)
def test_the_language_of_a_text_is_told_where_it_is_not_said(
    endpoint: Endpoint, text: str, variants: str, code: str
) -> None:
    reply = ask(endpoint, language="auto", text=text, preferredVariants=variants)
    assert reply["language"]["code"] == code
    assert reply["language"]["detectedLanguage"]["code"] == code


def test_options_that_mean_nothing_here_do_no_harm(endpoint: Endpoint) -> None:
    form = {"level": "picky", "motherTongue": "de-DE", "username": "a@example.org", "apiKey": "x", "dicts": "a"}
    assert len(ask(endpoint, language="en-US", text="A junkie.", **form)["matches"]) == 1


@pytest.mark.parametrize(
    ("form", "status", "said"),
    [
        ({"text": "x"}, 400, "Error: Missing 'language' parameter"),
        ({"language": "en"}, 400, "Error: Missing 'text' or 'data' parameter"),
        ({"language": "en", "text": "x", "data": "{}"}, 400, "Error: Set only 'text' or 'data' parameter, not both"),
        ({"language": "xx", "text": "x"}, 400, "Error: 'xx' is not a language code known to LanguageTool."),
        ({"language": "en", "data": "{"}, 400, "Error: 'data' is not an annotation"),
        ({"language": "en", "data": '{"annotation": [{}]}'}, 400, "Error: Each part of 'data'"),
        ({"language": "en", "text": "x", "enabledOnly": "true"}, 400, "Error: You must specify enabled rules"),
        ({"language": "en", "text": "x", "preferredVariants": "en-GB"}, 400, "Error: You specified"),
        ({"language": "en", "text": "x" * 20_000}, 413, "Error: Your text exceeds the limit of 20000 bytes"),
    ],
)
def test_what_cannot_be_answered_is_refused_in_plain_words(
    endpoint: Endpoint, form: dict[str, str], status: int, said: str
) -> None:
    assert refused(endpoint, **form)[0] == status
    assert refused(endpoint, **form)[1].startswith(said)


def test_a_form_that_was_not_encoded_is_read_as_it_is_written(endpoint: Endpoint) -> None:
    body = "text=R&D: 100% of it, a+b=c 😀 & junkie&language=en-US".encode()
    reply = endpoint.answer(Request("POST", "/v2/check", "", body))
    assert places(json.loads(reply.body)) == [(28, 6)]
    encoded = f"text={quote('a b & junkie')}&language=en-US".encode()
    assert places(json.loads(endpoint.answer(Request("POST", "/v2/check", "", encoded)).body)) == [(6, 6)]


def test_programs_are_told_of_languages_version_and_health(endpoint: Endpoint) -> None:
    known = json.loads(endpoint.answer(Request("GET", "/v2/languages")).body)
    assert {"name": "Russian (Russia)", "code": "ru", "longCode": "ru-RU"} in known
    assert {one["code"] for one in known} == {"en", "fr", "es", "ru"}
    assert endpoint.answer(Request("GET", "/languages")).body == endpoint.answer(Request("GET", "/v2/languages")).body
    assert json.loads(endpoint.answer(Request("GET", "/v2/info")).body)["software"]["apiVersion"] == 1
    assert endpoint.answer(Request("GET", "/v2/healthcheck")).body == b"OK"
    assert endpoint.answer(Request("GET", "/v2/maxtextlength")).body == b"20000"
    assert endpoint.answer(Request("GET", "/elsewhere")).status == 404
    assert endpoint.answer(Request("PUT", "/v2/check")).status == 405


def test_pages_of_other_sites_may_ask(endpoint: Endpoint) -> None:
    allowed = ("Access-Control-Allow-Origin", "*")
    preflight = endpoint.answer(Request("OPTIONS", "/v2/check"))
    assert preflight.status == 204
    assert allowed in preflight.headers
    assert allowed in endpoint.answer(Request("GET", "/v2/languages")).headers
    assert allowed in endpoint.answer(Request("POST", "/v2/check")).headers


@given(st.binary(max_size=200), st.sampled_from(["/v2/check", "/v2/languages", "/"]), st.text(max_size=30))
def test_nothing_that_is_sent_breaks_it(endpoint: Endpoint, body: bytes, path: str, query: str) -> None:
    assert endpoint.answer(Request("POST", path, query, body)).status in (200, 400, 404)


@given(st.text(max_size=60))
def test_offsets_always_lie_in_the_text(endpoint: Endpoint, text: str) -> None:
    whole = f"{text} junkie {text}"
    request = Request("POST", "/check", "", urlencode({"language": "en", "text": whole}, errors="replace").encode())
    for match in json.loads(endpoint.answer(request).body)["matches"]:
        units = whole.encode("utf-16-le", "replace")
        assert units[2 * match["offset"] : 2 * (match["offset"] + match["length"])].decode("utf-16-le")


def test_a_variant_that_is_not_listed_is_taken_for_its_language(endpoint: Endpoint, tmp_path: Path) -> None:
    assert ask(endpoint, language="ru_KZ", text="торчок")["language"]["code"] == "ru"
