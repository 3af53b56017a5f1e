import re

from tests.front.client import Client

SITE = "https://library.example.org"


def test_the_library_in_short_says_what_it_is_how_it_may_be_used_and_where_its_texts_are(client: Client) -> None:
    answer = client.get("/llms.txt")
    assert answer.headers["content-type"] == "text/plain; charset=utf-8"
    lines = answer.text.splitlines()
    assert lines[0] == "# Library of the network"
    assert lines[2].startswith("> What people who use drugs have written")
    assert "licence of its own" in answer.text
    assert "{" not in answer.text


def test_every_link_in_it_leads_somewhere_and_texts_to_their_markdown(client: Client) -> None:
    text = client.get("/llms.txt").text
    links = re.findall(r"^- \[[^\]]+\]\((\S+)\)", text, re.MULTILINE)
    assert f"{SITE}/take/works/nothing-about-us/ar.md" in links
    assert f"{SITE}/works/old-report/en" in links
    for link in links:
        assert client.get(link.removeprefix(SITE)).status_code in (200, 302), link


def test_it_names_nothing_that_was_withdrawn(client: Client) -> None:
    assert "aken" not in client.get("/llms.txt").text
