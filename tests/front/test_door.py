"""What is sent through the door is sealed before anything else happens to it, and its sender is told the truth."""

import logging
import re
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from lxml import html
from tests.front.client import Client, Loop, text_of
from tests.front.doorstep import (
    COLLECTOR,
    PERSON,
    SECRET,
    SIGN,
    Doorstep,
    build_library,
    fields_of,
    seal_in_browser,
)
from tests.front.letter import SLUG, VERSIONS

from firsthand.front.application import Front, open_front
from firsthand.front.door import taking
from firsthand.mailing import is_address
from firsthand.sealed import work
from firsthand.sealed.codes import digest_address, digest_code
from firsthand.sealed.collecting import answer
from firsthand.sealed.copying import digest_held
from firsthand.sealed.envelope import SAID_SMALL, SMALL
from firsthand.sealed.errors import FullError
from firsthand.sealed.invitations import InvitationTo, invite
from firsthand.sealed.items import Kind, Message, Signature, Withdrawal


@pytest.fixture(scope="module")
def shelf(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return build_library(tmp_path_factory.mktemp("door"))


@pytest.fixture(scope="module")
def house(shelf: Path) -> Iterator[Front]:
    front = open_front(shelf)
    yield front
    front.close()


@pytest.fixture
def door(house: Front, tmp_path: Path, loop: Loop) -> Iterator[Doorstep]:
    door = Doorstep(house, tmp_path / "inbox", loop)
    yield door
    door.close()


def page_of(content: bytes) -> html.HtmlElement:
    return html.fromstring(content)


def code_on(content: bytes) -> str:
    return text_of(page_of(content), "//p[@class='code']")


# What a signer sees.


def test_the_page_shows_exactly_the_words_that_are_signed(door: Doorstep) -> None:
    page = door.page(SIGN)
    (wording,) = (each for each in VERSIONS[-1].wordings if each.language == "en")
    shown = [" ".join(each.text_content().split()) for each in page.xpath("//blockquote/*")]
    assert shown == [wording.title, *wording.paragraphs]
    assert wording.sha256[:16] in text_of(page, "//section[@class='words']//code")
    assert {each.get("hreflang") for each in page.xpath("//section[@class='words']//a")} == {"fr", "ar"}


def test_another_language_is_a_link_away_and_is_what_is_signed_then(door: Doorstep) -> None:
    page = door.page(f"{SIGN}?language=ar")
    assert page.xpath("//blockquote/@dir") == ["rtl"]
    door.send(SIGN, fields_of(page) | PERSON)
    (opened,) = door.items()
    assert opened.item.language == "ar"
    assert opened.item.sha256.hex() == VERSIONS[-1].sha256


def test_without_scripts_the_page_says_that_the_server_encrypts(door: Doorstep) -> None:
    (where,) = door.page(SIGN).xpath("//p[@id='sealed-where']")
    assert "on our server" in where.text_content()
    assert "in your browser" in where.get("data-browser")


# What comes of a form.


def test_a_signature_is_sealed_whole_and_nothing_else_is_said_of_it(door: Doorstep) -> None:
    answered = door.sign()
    assert answered.status_code == 200
    (opened,) = door.items()
    assert opened.said == Signature(
        "Jo Canary-Bird", "individual", "withheld", place="KE", email="jo.canary@example.net", note="canary note"
    )
    item = opened.item
    assert (item.statement, item.version, item.language) == (SLUG, 3, "en")
    assert item.code == digest_code(code_on(answered.content))
    assert item.address == digest_address(item.submission, "jo.canary@example.net")
    assert item.suspicious == ()
    assert not item.sealed_in_browser


def test_what_doesnt_apply_to_somebody_is_not_kept(door: Doorstep) -> None:
    door.sign(affiliation="Canary House", mandate="board", again="1", final="1")
    (opened,) = door.items()
    assert isinstance(opened.said, Signature)
    assert (opened.said.affiliation, opened.said.mandate, opened.said.again, opened.said.final) == ("", "", False, True)


@pytest.mark.parametrize(
    ("fields", "display"),
    [
        ({"capacity": "organisation", "mandate": "board", "display": "dis0"}, "full"),
        ({"display": "dis0"}, "withheld"),
        ({"display": "dis1"}, "full"),
        ({"display": "dis2"}, "name"),
        ({"display": "dis3"}, "country"),
        ({"display": "dis4"}, "withheld"),
    ],
)
def test_organisations_are_shown_and_people_only_counted_unless_they_choose(
    door: Doorstep, fields: dict[str, str], display: str
) -> None:
    door.sign(**fields)
    (opened,) = door.items()
    assert isinstance(opened.said, Signature)
    assert opened.said.display == display


def test_what_a_browser_has_sealed_is_passed_on_unread(door: Doorstep) -> None:
    said = Signature("Jo Canary-Bird", "individual", "name", email="jo@example.net")
    fields = {name: door.form()[name] for name in ("token", "version", "language", "invitation")}
    answered = door.send(SIGN, fields | {"sealed": seal_in_browser(said), "email": "jo@example.net"})
    assert answered.status_code == 200
    assert "encrypted in your browser" in text_of(page_of(answered.content), "//dd")
    (opened,) = door.items()
    assert opened.said == said
    assert opened.item.sealed_in_browser
    assert len(door.letters()) == 1


def test_where_no_letters_are_sent_nobody_here_knows_who_is_asked(door: Doorstep) -> None:
    """A browser has sealed the address or the organisation: the receipt is true of both."""
    assert door.front.doorway
    door.front.doorway.posting = None
    untouched = {name: door.form()[name] for name in ("token", "version", "language", "invitation")}
    said = Signature("Jo Canary-Bird", "individual", "name", email="jo@example.net")
    receipt = door.send(SIGN, untouched | {"sealed": seal_in_browser(said)}).text
    assert "the address that you gave, or ask the organisation that you named" in receipt
    assert "whether it was you" in door.sign().text
    assert "The organisation that you named is asked" in door.sign(email="", voucher="world-network").text


def test_a_retry_shows_the_same_receipt_and_is_kept_once(door: Doorstep) -> None:
    fields = door.form() | PERSON
    first, second = door.send(SIGN, fields), door.send(SIGN, fields)
    assert code_on(first.content) == code_on(second.content) != ""
    assert len(door.items()) == 1
    assert len(door.letters()) == 1


def test_the_same_form_with_other_words_is_told_so_and_comes_back_filled(door: Doorstep) -> None:
    fields = door.form() | PERSON
    door.send(SIGN, fields)
    again = door.send(SIGN, fields | {"name": "Somebody Else"})
    assert again.status_code == 409
    given = fields_of(page_of(again.content))
    assert (given["name"], given["token"] != fields["token"]) == ("Somebody Else", True)
    assert len(door.items()) == 1
    assert door.send(SIGN, given).status_code == 200
    assert len(door.items()) == 2


MISTAKES = {
    "name": {"name": " "},
    "capacity": {"capacity": "president"},
    "display": {"display": "dis9"},
    "affiliation": {"capacity": "affiliated"},
    "place": {"place": "ZZ"},
    "mandate": {"capacity": "organisation"},
    "email": {"email": "jo@example"},
    "voucher": {"email": "", "voucher": "made-up-funder"},
    "note": {"note": "x" * 601},
}


@pytest.mark.parametrize("field", MISTAKES)
def test_a_mistake_is_said_at_its_field_above_the_form_and_in_the_title(door: Doorstep, field: str) -> None:
    answered = door.sign(**MISTAKES[field])
    page = page_of(answered.content)
    assert answered.status_code == 422
    assert text_of(page, "//title").startswith("Not sent yet")
    (link,) = page.xpath("//div[@id='errors']//a")
    (target,) = page.xpath(f"//*[@id='{link.get('href')[1:]}']")
    assert target.get("aria-invalid") == "true"
    assert f"error-{field}" in target.get("aria-describedby")
    assert text_of(page, f"//*[@id='error-{field}']") == text_of(page, "//div[@id='errors']//a")
    wanted = PERSON | MISTAKES[field]
    given = fields_of(page)
    for name in ("name", "email", "note"):
        assert given[name].strip() == wanted[name].strip()
    assert door.items() == []
    assert given["token"], "the form that comes back can be sent at once"


def test_a_browser_is_told_of_the_addresses_that_letters_cant_reach(door: Doorstep) -> None:
    """Else it would seal all that was written before the server can see that the address is wrong."""
    (field,) = page_of(door.get(SIGN).content).xpath("//input[@name='email']")
    fits = re.compile(field.get("pattern")).fullmatch
    for address in (PERSON["email"], "a.b+c@x.example", "ünï@bücher.example", "o'neil@mail.example.org", "a@b-c.d2e"):
        assert is_address(address)
        assert fits(address), address
    for address in (
        "sam", "sam@", "@example.net", "sam@example", "a@b@example.net", "sam@example..net", ".sam@example.net",
        "sa..m@example.net", "sam.@example.net", "sam@-x.net", "root@127.0.0.1", "a" * 65 + "@example.net", "a b@c.net",
    ):  # fmt: skip
        assert not is_address(address)
        assert not fits(address), address


def test_neither_a_letter_nor_a_voucher_is_a_mistake_at_the_address(door: Doorstep) -> None:
    page = page_of(door.sign(email="").content)
    assert text_of(page, "//*[@id='error-email']") == "Give an e-mail address, or choose who vouches for you."


def test_names_lose_what_makes_them_look_like_others(door: Doorstep) -> None:
    door.sign(name="  Jo\u202e drib\u2066 \t Bird\x00\r\n ", note="one\r\n\r\ntwo\u2028")
    (opened,) = door.items()
    assert isinstance(opened.said, Signature)
    assert (opened.said.name, opened.said.note) == ("Jo drib Bird", "one\n\ntwo")


def test_what_is_typed_is_never_markup(door: Doorstep) -> None:
    answered = door.sign(name="<script>x</script>\"'&", email="")
    assert b"<script>x" not in answered.content
    assert fields_of(page_of(answered.content))["name"] == "<script>x</script>\"'&"


# Haste, programs, strangers.


def test_without_a_sum_a_form_is_taken_once_it_is_old_enough(door: Doorstep, monkeypatch: pytest.MonkeyPatch) -> None:
    fields = door.form() | PERSON
    early = door.send(SIGN, fields, work=False)
    assert early.status_code == 429
    given = fields_of(page_of(early.content))
    assert given["token"] == fields["token"], "the time that has passed counts"
    assert given["name"] == PERSON["name"]
    monkeypatch.setattr(work, "WAIT", 0)
    assert door.send(SIGN, given, work=False).status_code == 200


def test_a_token_of_another_form_or_of_nobody_is_told_so_with_all_fields_filled(door: Doorstep) -> None:
    for token in ("", "x" * 72, fields_of(door.page("/en/message"))["token"]):
        answered = door.send(SIGN, door.form() | PERSON | {"token": token})
        assert answered.status_code == 409
        given = fields_of(page_of(answered.content))
        assert given["name"] == PERSON["name"]
        assert door.send(SIGN, given).status_code == 200


def test_words_that_changed_while_somebody_read_them_are_shown_again(door: Doorstep) -> None:
    answered = door.sign(version="2")
    assert answered.status_code == 409
    assert "Read them again" in text_of(page_of(answered.content), "//p[@class='warning']")
    assert door.items() == []


def test_what_a_program_fills_in_is_marked_and_kept(door: Doorstep) -> None:
    assert door.sign(website="https://example.org").status_code == 200
    (opened,) = door.items()
    assert opened.item.suspicious == ("honeypot",)


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({"sec_fetch_site": "cross-site"}, 403),
        ({"sec_fetch_site": "same-site"}, 403),
        ({"origin": "https://evil.example"}, 403),
        ({"sec_fetch_site": "same-origin", "origin": "null"}, 200),
        ({"origin": "null"}, 200),
        ({"origin": "http://localhost"}, 200),
    ],
)
def test_forms_of_other_sites_are_refused(door: Doorstep, headers: dict[str, str], status: int) -> None:
    answered = door.send(SIGN, door.form() | PERSON, **headers)
    assert answered.status_code == status
    assert len(door.items()) == (status == 200)


@pytest.mark.parametrize(
    ("fields", "status"),
    [({"name": "x" * 70_000}, 413), ({str(number): "x" for number in range(60)}, 400), ({"token": "x" * 30_000}, 400)],
)
def test_what_no_form_of_ours_sends_is_refused(door: Doorstep, fields: dict[str, str], status: int) -> None:
    assert door.send(SIGN, fields, work=False).status_code == status


@pytest.mark.parametrize("sealed", ["x", "AAAA", "A" * 4_164, "é"])
def test_a_sealed_form_that_arrives_damaged_can_be_written_once_more(door: Doorstep, sealed: str) -> None:
    answered = door.send(SIGN, door.form() | {"sealed": sealed, "email": "jo@example.net"})
    assert answered.status_code == 422
    assert fields_of(page_of(answered.content))["sealed"] == ""
    assert door.items() == []


def test_a_wrong_address_that_was_sealed_is_asked_for_with_all_the_rest(door: Doorstep) -> None:
    """What is sealed can't be corrected, and nobody is confirmed by another address than the one in it."""
    said = Signature("Jo Canary-Bird", "individual", "name", email="jo@example")
    answered = door.send(SIGN, door.form() | {"sealed": seal_in_browser(said), "email": "jo@example"})
    assert answered.status_code == 422
    assert "Write the form once more" in answered.text
    given = fields_of(page_of(answered.content))
    assert (given["sealed"], given["email"], given["name"]) == ("", "jo@example", "")
    assert door.items() == []


def test_where_no_more_is_taken_nothing_that_was_typed_is_lost(door: Doorstep, monkeypatch: pytest.MonkeyPatch) -> None:
    fields = door.form() | PERSON
    assert door.front.doorway
    inbox = door.front.doorway.inbox(door.front.service.opened)

    def refuse(*_: object) -> None:
        raise FullError("full")

    with monkeypatch.context() as patched:
        patched.setattr(inbox, "put", refuse)
        answered = door.send(SIGN, fields)
        sealed = door.send(
            SIGN, {"token": fields["token"], "version": "3", "sealed": seal_in_browser(Signature("Jo", "x", "name"))}
        )
    assert (answered.status_code, sealed.status_code) == (503, 503)
    assert "library@example.org" in text_of(page_of(answered.content), "//p[@class='warning']")
    given = fields_of(page_of(answered.content))
    assert (given["name"], given["email"], given["token"]) == (PERSON["name"], PERSON["email"], fields["token"])
    assert door.send(SIGN, fields_of(page_of(sealed.content))).status_code == 200, "what was sealed is sent as it was"
    (opened,) = door.items()
    assert opened.said == Signature("Jo", "x", "name")


# Times.


@pytest.mark.parametrize(
    ("opens", "closes", "said"),
    [("2990-01-01T00:00:00+01:00", "2999-01-01T00:00:00+01:00", "Not open"),
     ("2020-01-01T00:00:00+01:00", "2021-06-01T12:00:00+02:00", "No longer open")],
)  # fmt: skip
def test_before_and_after_its_time_a_statement_says_so(
    tmp_path: Path, loop: Loop, opens: str, closes: str, said: str
) -> None:
    front = open_front(build_library(tmp_path, opens=opens, closes=closes))
    door = Doorstep(front, tmp_path / "inbox", loop)
    page = door.page(SIGN)
    assert said in text_of(page, "//h1")
    assert page.xpath("//form[@id='door']") == []
    assert re.search(r"2990|1 June 2021, 12:00 \(Central European Summer Time; 10:00 UTC\)", text_of(page, "//main"))
    answered = door.send(SIGN, PERSON)
    assert (answered.status_code, door.items()) == (403, [])
    door.close()
    front.close()


def test_who_opened_the_form_in_time_may_still_send_it(tmp_path: Path, loop: Loop) -> None:
    closes = (datetime.now(ZoneInfo("Europe/Vienna")) - timedelta(minutes=1)).isoformat(timespec="seconds")
    front = open_front(build_library(tmp_path, closes=closes))
    door = Doorstep(front, tmp_path / "inbox", loop)
    assert door.front.doorway
    token = door.front.doorway.tokens.issue("sign", f"{SLUG} 3")
    answered = door.send(SIGN, PERSON | {"token": token, "version": "3", "language": "en"})
    assert (answered.status_code, len(door.items())) == (200, 1)
    door.close()
    front.close()


# Confirmation.


def confirm_path(door: Doorstep) -> str:
    (letter,) = door.letters()
    (link,) = re.findall(r"https://library\.example\.org(/\S+/confirm/\S+)", letter.text)
    assert len(link) < 500
    return str(link)


def test_a_letter_asks_and_following_its_link_alone_confirms_nothing(door: Doorstep) -> None:
    door.sign()
    path = confirm_path(door)
    (letter,) = door.letters()
    assert letter.to == PERSON["email"]
    assert "A seat at the table" in letter.text
    assert "seat" not in letter.subject
    for text in (letter.text, letter.subject, path):
        assert "Canary-Bird" not in text
        assert "withheld" not in text
    page = door.page(path)
    assert len(page.xpath("//main//form//button")) == 2
    assert len(door.items()) == 1


@pytest.mark.parametrize(("pressed", "kind"), [("yes", Kind.CONFIRMATION), ("no", Kind.DISAVOWAL)])
def test_a_button_behind_the_link_is_sealed_once(door: Doorstep, pressed: str, kind: Kind) -> None:
    door.sign()
    path = confirm_path(door)
    for _ in range(2):
        assert door.send(path, {"answer": pressed}).status_code == 200
    signature, confirmation = sorted(door.items(), key=lambda opened: opened.item.kind is not Kind.SIGNATURE)
    assert confirmation.item.kind is kind
    assert confirmation.item.submission == signature.item.submission
    assert confirmation.item.address == signature.item.address
    assert confirmation.said is None


def test_who_confirmed_by_mistake_can_still_say_no(door: Doorstep) -> None:
    door.sign()
    path = confirm_path(door)
    for pressed in ("yes", "no"):
        assert door.send(path, {"answer": pressed}).status_code == 200
    assert sorted(each.item.kind for each in door.items()) == [Kind.CONFIRMATION, Kind.DISAVOWAL, Kind.SIGNATURE]


def test_links_that_are_old_or_cut_short_say_what_to_do(door: Doorstep) -> None:
    assert door.front.doorway
    door.sign()
    path = confirm_path(door)
    assert door.get(path[:-3]).status_code == 404
    assert door.send(path[:-3], {"answer": "yes"}).status_code == 404
    door.front.doorway.tokens._now = lambda: datetime.now(UTC).timestamp() + 9 * 86_400
    assert door.get(path).status_code == 410
    assert len(door.items()) == 1


def test_a_confirmation_from_another_site_is_refused(door: Doorstep) -> None:
    door.sign()
    assert door.send(confirm_path(door), {"answer": "yes"}, sec_fetch_site="cross-site").status_code == 403
    assert len(door.items()) == 1


def test_one_address_gets_three_letters_a_day_and_everybody_the_same_receipt(door: Doorstep) -> None:
    for each in ("jo@example.net", "Jo@Example.net", "jo+a@example.net", "jo+b@example.net", "other@example.net"):
        assert door.sign(email=each).status_code == 200
    assert sorted(letter.to for letter in door.letters()) == [
        "Jo@Example.net", "jo+a@example.net", "jo@example.net", "other@example.net"
    ]  # fmt: skip
    assert len(door.items()) == 5, "the signatures are all kept"


def test_letters_that_nobody_takes_are_counted_without_an_address(
    door: Doorstep, caplog: pytest.LogCaptureFixture
) -> None:
    door.post_office.broken = True
    with caplog.at_level(logging.INFO, "firsthand"):
        door.sign()
        assert door.letters() == []
    assert "never sent, since the server was closed: 1." in caplog.text
    assert "canary" not in caplog.text.lower()


# Vouchers and invitations.


def test_a_voucher_takes_the_place_of_a_letter(door: Doorstep) -> None:
    assert door.sign(email="", voucher="world-network").status_code == 200
    (opened,) = door.items()
    assert isinstance(opened.said, Signature)
    assert opened.said.voucher == "world-network"
    assert opened.item.address == b""
    assert door.letters() == []


def test_an_invited_party_signs_with_one_press(door: Doorstep) -> None:
    text = invite(SECRET, InvitationTo(SLUG, "asian-network", "2999-01-01"))
    page = door.page(f"{SIGN}?by={text}")
    assert "Asian Network" in text_of(page, "//p[@class='invited']")
    answered = door.send(SIGN, fields_of(page))
    assert answered.status_code == 200
    (opened,) = door.items()
    assert opened.said == Signature("Asian Network", "organisation", "full", place="TH")
    assert opened.item.invitation == text
    assert door.letters() == []


def test_a_link_of_a_voucher_needs_no_address(door: Doorstep) -> None:
    text = invite(SECRET, InvitationTo(SLUG, "asian-network", "2999-01-01", uses=0, vouches=True))
    page = door.page(f"{SIGN}?by={text}")
    assert "Asian Network" in text_of(page, "//fieldset[@id='how']")
    answered = door.send(SIGN, fields_of(page) | {"name": "Jo", "capacity": "individual"})
    assert answered.status_code == 200
    (opened,) = door.items()
    assert isinstance(opened.said, Signature)
    assert (opened.said.voucher, opened.item.invitation) == ("asian-network", text)


@pytest.mark.parametrize("wrong", ["forged", "too late", "another statement", "nobody known"])
def test_an_invitation_that_doesnt_hold_is_told_so_and_signing_goes_on(door: Doorstep, wrong: str) -> None:
    to = InvitationTo(
        "another" if wrong == "another statement" else SLUG,
        "nobody" if wrong == "nobody known" else "asian-network",
        "2020-01-01" if wrong == "too late" else "2999-01-01",
    )
    text = invite(COLLECTOR if wrong == "forged" else SECRET, to)
    page = door.page(f"{SIGN}?by={text}")
    assert "does not hold" in text_of(page, "//p[@class='warning']")
    assert door.send(SIGN, fields_of(page) | PERSON).status_code == 200
    (opened,) = door.items()
    assert opened.item.invitation == ""


# Withdrawal and messages.


def test_a_code_is_sealed_however_it_is_typed(door: Doorstep) -> None:
    code = code_on(door.sign().content)
    form = door.form("/en/withdraw")
    answered = door.send("/en/withdraw", form | {"code": f" {code.lower().replace('-', ' ')} "})
    assert answered.status_code == 200
    assert "With the release that they publish then" in text_of(page_of(answered.content), "//main")
    (withdrawal,) = (each for each in door.items() if each.item.kind is Kind.WITHDRAWAL)
    assert withdrawal.said == Withdrawal(code)


def test_half_a_code_is_told_at_its_field(door: Doorstep) -> None:
    answered = door.send("/en/withdraw", door.form("/en/withdraw") | {"code": "ABCD-1234"})
    assert answered.status_code == 422
    assert fields_of(page_of(answered.content))["code"] == "ABCD-1234"
    assert text_of(page_of(answered.content), "//*[@id='error-code']")


def test_a_message_is_sealed_with_its_line_ends(door: Doorstep) -> None:
    text = "Первая строка\r\n\r\nالسطر الثاني\n" + "x" * 9_000
    answered = door.send("/en/message", door.form("/en/message") | {"text": text, "reply": "Signal 12"})
    assert answered.status_code == 200
    (opened,) = door.items()
    assert opened.said == Message(text.replace("\r\n", "\n"), "Signal 12")
    assert opened.item.statement == ""


def test_a_message_that_is_empty_or_too_long_comes_back_whole(door: Doorstep) -> None:
    for text in ("", "ж" * 9_000, "x" * 40_000):
        answered = door.send("/en/message", door.form("/en/message") | {"text": text})
        assert answered.status_code == 422
        assert fields_of(page_of(answered.content))["text"].strip() == text


def test_sealed_messages_have_the_size_of_messages(door: Doorstep) -> None:
    form = door.form("/en/message")
    small, large = seal_in_browser(Withdrawal("x")), seal_in_browser(Message("Hello"))
    assert door.send("/en/message", form | {"sealed": small}).status_code == 422
    assert door.send("/en/message", form | {"sealed": large}).status_code == 200
    (opened,) = door.items()
    assert opened.said == Message("Hello")


# Sizes, headers, traces.


def test_public_and_withheld_signatures_have_one_size_both_ways(door: Doorstep) -> None:
    sizes = set()
    for display in ("dis0", "dis1", "dis2", "dis3", "dis4"):
        answered = door.sign(display=display, email="jo@example.net")
        assert answered.status_code == 200
        head = sum(len(name) + len(value) for name, value in answered.headers.raw)
        sizes.add((len(answered.request.content), head, len(answered.content)))
    assert len(sizes) == 1
    assert sizes.pop()[2] == 32 * 1024
    assert len({each.stat().st_size for each in door.inbox.glob("*-small-*")}) == 1


def test_answers_are_neither_kept_nor_compressed_nor_named(door: Doorstep) -> None:
    answered = door.run(lambda: door._ask(SIGN, "", {"accept-encoding": "br", "content-type": "text/plain"}))
    shown = door.get(SIGN, accept_encoding="br, gzip")
    for each in (answered, shown, door.get("/en/message"), door.get("/en/withdraw")):
        assert each.headers["cache-control"] == "no-store"
        assert "content-encoding" not in each.headers
        assert "etag" not in each.headers
        assert "set-cookie" not in each.headers
        assert "noindex" in each.text


def test_no_trace_of_what_was_typed_is_on_the_disk_or_in_the_log(
    door: Doorstep, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    with caplog.at_level(logging.DEBUG):
        door.sign(name="", note="canary note")
        door.sign()
        door.send("/en/message", door.form("/en/message") | {"text": "canary message", "reply": "canary reply"})

        def fail(*_: object) -> None:
            raise RuntimeError(PERSON["name"])

        monkeypatch.setattr(taking, "spent_tag", fail)
        assert door.sign().status_code == 500
    seen = b"".join(path.read_bytes() for path in door.inbox.parent.rglob("*") if path.is_file()) + caplog.text.encode()
    assert b"canary" not in seen.lower()
    assert b"A page could not be made: RuntimeError" in seen


# Where nothing is taken in.


def test_a_copy_leads_to_the_library_itself(house: Front, loop: Loop) -> None:
    client = Client(house, loop)
    for path in (SIGN, "/en/message", "/en/withdraw", "/en/confirm/x"):
        answered = client.get(path)
        assert answered.status_code == 404
        assert f"https://library.example.org{path}" in page_of(answered.content).xpath("//main//a/@href")
    assert client.post(SIGN, {}).status_code == 405


def test_a_library_without_a_door_has_no_forms(client: Client) -> None:
    for path in ("/en/statements/open-letter/sign", "/en/message", "/en/withdraw", "/inbox/challenge"):
        assert client.get(path).status_code == 404
    assert client.get("/withdraw").headers["location"].endswith("/en/withdraw")


def test_a_statement_that_nobody_is_asked_to_sign_says_so(door: Doorstep) -> None:
    answered = door.get("/en/statements/open-letter/sign")
    assert answered.status_code == 404
    assert "can’t be signed" in answered.text
    assert door.get("/en/statements/nothing/sign").status_code == 404


# Collecting.


def bearer(door: Doorstep) -> str:
    return f"Bearer {answer(COLLECTOR, door.get('/inbox/challenge').content)}"


def test_the_holder_of_the_collectors_key_fetches_and_erases(door: Doorstep, tmp_path: Path) -> None:
    door.sign()
    shown = bearer(door)
    (held,) = door.get("/inbox/items", authorization=shown).json()
    data = door.get(f"/inbox/items?name={held['name']}", authorization=shown).content
    assert (len(data), held["is_open"]) == (SMALL, False)
    assert PERSON["email"].encode() not in data
    digest = digest_held([data]).hex()
    wrong = door.send("/inbox/erase", {"name": held["name"], "digest": "00" * 32}, authorization=shown)
    assert wrong.status_code == 409
    erased = door.send("/inbox/erase", {"name": held["name"], "digest": digest}, authorization=shown)
    assert erased.json() == {"erased": True}
    assert door.get("/inbox/items", authorization=shown).json() == []


def test_nobody_else_collects_anything(door: Doorstep) -> None:
    door.sign()
    token = door.form()["token"]
    for shown in ("", "Bearer", f"Bearer {token}", "Basic eDp5", f"Bearer {'x' * 5_000}"):
        for path in ("/inbox/items", "/inbox/items?name=door.key"):
            assert door.get(path, authorization=shown).status_code == 401
        assert door.send("/inbox/erase", {"name": "x", "digest": ""}, authorization=shown).status_code == 401
    assert door.get("/inbox/items?name=door.key", authorization=bearer(door)).status_code == 409
    assert door.get("/inbox/items?name=../inbox/door.key", authorization=bearer(door)).status_code == 409
    assert door.get("/inbox/erase", authorization=bearer(door)).status_code == 405
    assert door.get("/inbox/other", authorization=bearer(door)).status_code == 404
    assert len(door.items()) == 1


# Much at once.


def test_garbage_takes_a_bounded_place_and_nothing_genuine_is_lost(door: Doorstep) -> None:
    for number in range(30):
        door.send(SIGN, {"name": "x" * 2_000, "token": "y" * 72, "note": str(number)}, work=False)
        if number % 10 == 0:
            assert door.sign(name=f"Genuine {number}", email=f"g{number}@example.net").status_code == 200
    names = {opened.said.name for opened in door.items() if isinstance(opened.said, Signature)}
    assert names == {"Genuine 0", "Genuine 10", "Genuine 20"}
    assert sum(path.stat().st_size for path in door.inbox.iterdir()) == 3 * SMALL + 32


def test_forms_are_as_large_as_what_the_browser_pads_them_to(door: Doorstep) -> None:
    (form,) = door.page(SIGN).xpath("//form[@id='door']")
    assert form.get("data-size") == str(SAID_SMALL)
    assert form.get("data-key") == door.front.service.opened.library.door.keys[0]  # type: ignore[union-attr]
    assert form.get("data-work") == f"{work.COUNT} {work.BITS}"
