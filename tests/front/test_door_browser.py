"""The door in a real browser: sealed there, or without scripts on the server; on a phone, twice, by keyboard."""

import base64
import hashlib
import os
import re
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import parse_qs

import pytest
from nacl.encoding import RawEncoder
from nacl.hash import blake2b
from playwright.sync_api import Browser, BrowserContext, Page, Request
from tests.front.browser import AXE, need_packages, served, violations
from tests.front.doorstep import SECRET, SIGN, build_library

from firsthand.front.rendering import STATIC
from firsthand.sealed.envelope import SAID_LARGE, SAID_SMALL, SEAL
from firsthand.sealed.items import Kind, Message, Opened, Signature, Withdrawal
from firsthand.sealed.slots import read_items
from firsthand.sealed.work import solve

pytestmark = [pytest.mark.browser]

NAME, EMAIL, NOTE = "Канарейка Иванова", "canary.sings@example.org", "A yellow feather\nand a second line"
SCRIPTS = ("nacl-fast.min.js", "blake2b.js", "seal.js", "sign.js")


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, Path]]:
    """The address of a library with a door, and its inbox."""
    folder = tmp_path_factory.mktemp("door")
    library = build_library(folder / "made")
    (folder / "mail.toml").write_text('sender = "letters@example.org"\nfolder = "letters"\n')
    options = ("--inbox", str(folder / "inbox"), "--mail", str(folder / "mail.toml"))
    with served(library, folder, *options) as (address, _):
        yield address, folder / "inbox"


@pytest.fixture
def context(browser: Browser, place: tuple[str, Path]) -> Iterator[BrowserContext]:
    with browser.new_context(base_url=place[0], viewport={"width": 360, "height": 740}) as context:
        yield context


def opened(place: tuple[str, Path]) -> dict[bytes, Opened]:
    """All that lies in the inbox, by the names of the slots."""
    return {each.id: each for each in read_items(place[1], [SECRET]) if isinstance(each, Opened)}


class Watching:
    """What leaves a page, and what has come to the inbox since this was made."""

    def __init__(self, page: Page, place: tuple[str, Path]) -> None:
        self._place, self._before = place, opened(place).keys()
        self.bodies: list[bytes] = []
        page.on("request", self._note)
        page.on("pageerror", lambda error: pytest.fail(str(error)))

    def _note(self, request: Request) -> None:
        if request.method == "POST":
            self.bodies.append(request.post_data_buffer or b"")

    @property
    def fields(self) -> dict[str, str]:
        return {name: values[0] for name, values in parse_qs(self.bodies[-1].decode()).items()}

    @property
    def came(self) -> list[Opened]:
        return [each for name, each in opened(self._place).items() if name not in self._before]


def write(page: Page, name: str = NAME) -> None:
    page.get_by_label("Name", exact=True).fill(name)
    page.locator("[name=capacity][value=individual]").check()
    page.locator("[name=display][value=dis4]").check()
    page.locator("[name=email]").fill(EMAIL)
    page.locator("[name=note]").fill(NOTE)


def press(page: Page) -> None:
    page.locator("#door button").click()


def code_on(page: Page) -> str:
    return page.locator(".receipt .code").inner_text().strip()


def test_the_page_hashes_as_libsodium_does(browser: Browser) -> None:
    with browser.new_context() as context:
        page = context.new_page()
        for name in SCRIPTS[:3]:
            page.add_script_tag(path=STATIC / name)
        for size in (0, 1, 64, 127, 128, 129, 1000):
            data = os.urandom(size)
            got = page.evaluate(
                "([data, size]) => firsthand.base64(blakejs.blake2b(firsthand.fromBase64(data), size))",
                [base64.b64encode(data).decode(), 24],
            )
            assert base64.b64decode(got) == blake2b(data, 24, encoder=RawEncoder)


def test_scripts_from_elsewhere_are_those_that_the_manual_names() -> None:
    manual = (Path(__file__).parents[2] / "docs" / "reference" / "dependencies.md").read_text()
    for name in SCRIPTS[:2]:
        assert f"`{hashlib.sha256((STATIC / name).read_bytes()).hexdigest()}`" in manual
        assert (STATIC / f"{name.split('.')[0]}.LICENSE.txt").exists()


def test_scripts_of_forms_are_written_for_old_telephones() -> None:
    """ECMAScript 5.1 (2011), which a WebView of Android 4.4 runs: nothing translates them first."""
    for name in SCRIPTS:
        code = re.sub(r"//[^\n]*|'(?:[^'\\\n]|\\.)*'|\"(?:[^\"\\\n]|\\.)*\"", "", (STATIC / name).read_text())
        assert re.findall(r"=>|`|\b(?:let|const|class|async|await|import)\s|\?\.|\.\.\.", code) == [], name


def test_a_signature_is_sealed_before_it_leaves_the_page(context: BrowserContext, place: tuple[str, Path]) -> None:
    page = context.new_page()
    watching = Watching(page, place)
    page.goto(SIGN)
    assert "in your browser" in page.locator("#sealed-where").inner_text()
    write(page)
    press(page)
    assert len(code_on(page)) == 19
    (body,) = watching.bodies
    for word in (NAME, NOTE, "Канарейка", "feather", "dis4", "withheld", "individual"):
        assert not any(word.encode(charset) in body for charset in ("utf-8", "utf-16-le"))
    assert not {"name", "capacity", "display", "note", "place"} & watching.fields.keys()
    assert len(base64.urlsafe_b64decode(watching.fields["sealed"])) == SAID_SMALL + SEAL
    (item,) = watching.came
    assert item.item.sealed_in_browser
    assert item.said == Signature(NAME, "individual", "withheld", email=EMAIL, note=NOTE)
    assert context.cookies() == []


def test_all_that_is_sealed_has_one_size_on_the_wire(context: BrowserContext, place: tuple[str, Path]) -> None:
    page = context.new_page()
    watching = Watching(page, place)
    for display, note in (("dis1", "A"), ("dis4", "Канарейка " * 50)):
        page.goto(SIGN)
        write(page)
        page.locator(f"[name=display][value={display}]").check()
        page.locator("[name=note]").fill(note)
        press(page)
        assert code_on(page)
    one, other = watching.bodies
    assert len(one) == len(other)
    assert {each.said.display for each in watching.came if isinstance(each.said, Signature)} == {"full", "withheld"}


def test_without_scripts_the_same_form_works_and_says_so(browser: Browser, place: tuple[str, Path]) -> None:
    with browser.new_context(base_url=place[0], java_script_enabled=False) as context:
        page = context.new_page()
        watching = Watching(page, place)
        page.goto(SIGN)
        assert "on our server" in page.locator("#sealed-where").inner_text()
        write(page)
        press(page)
        assert "press again" in page.locator("main [role=alert]").inner_text()
        assert page.get_by_label("Name", exact=True).input_value() == NAME
        assert page.locator("[name=note]").input_value() == NOTE
        assert watching.came == []


@pytest.mark.parametrize("broken", ["delete Crypto.prototype.getRandomValues", "atob = () => { throw 1 }"])
def test_a_browser_that_cannot_seal_says_so(browser: Browser, place: tuple[str, Path], broken: str) -> None:
    with browser.new_context(base_url=place[0]) as context:
        context.add_init_script(broken)
        page = context.new_page()
        watching = Watching(page, place)
        page.goto(SIGN)
        assert "on our server" in page.locator("#sealed-where").inner_text()
        write(page)
        press(page)
        page.wait_for_load_state()
        assert watching.fields["name"] == NAME
        assert "sealed" not in watching.fields


def test_a_failure_at_the_button_is_told_before_anything_is_sent(
    context: BrowserContext, place: tuple[str, Path]
) -> None:
    page = context.new_page()
    watching = Watching(page, place)
    page.goto(SIGN)
    write(page)
    page.evaluate("nacl.box = null")
    press(page)
    assert "could not encrypt" in page.locator(".told").inner_text()
    assert "on our server" in page.locator("#sealed-where").inner_text()
    assert watching.bodies == []
    press(page)
    page.wait_for_load_state()
    assert watching.fields["name"] == NAME


def test_pressing_twice_signs_once(context: BrowserContext, place: tuple[str, Path]) -> None:
    page = context.new_page()
    watching = Watching(page, place)
    page.goto(SIGN)
    write(page)
    page.locator("#door button").dblclick()
    assert code_on(page)
    assert len(watching.bodies) == len(watching.came) == 1


def test_back_and_again(context: BrowserContext, place: tuple[str, Path]) -> None:
    """A receipt that is loaded again is the same; back at the form, it can be used again."""
    page = context.new_page()
    watching = Watching(page, place)
    page.goto(SIGN)
    write(page)
    press(page)
    first = code_on(page)
    page.reload()
    assert code_on(page) == first
    page.go_back()
    assert page.locator("[name=sealed]").input_value() == ""
    assert "in your browser" in page.locator("#sealed-where").inner_text()
    write(page, "Another person")
    press(page)
    page.locator(".receipt, #door").first.wait_for()
    if page.locator("#door").count():  # the token was used: the form comes back with another
        press(page)
    assert code_on(page) != first
    assert {each.said.name for each in watching.came if isinstance(each.said, Signature)} == {NAME, "Another person"}


def test_a_line_that_breaks_loses_nothing(context: BrowserContext, place: tuple[str, Path]) -> None:
    """The answer is lost on its way, and whoever presses again gets the receipt of the first time."""
    page = context.new_page()
    watching = Watching(page, place)
    page.goto(SIGN)
    write(page)
    page.route("**/sign", lambda route: (route.fetch(), route.abort())[1], times=1)
    with page.expect_event("requestfailed"):
        press(page)
    page.wait_for_url("chrome-error://**")
    page.reload()
    assert code_on(page)
    assert len(set(watching.bodies)) == 1
    assert len(watching.came) == 1


def test_what_is_lacking_is_asked_for_at_the_field(context: BrowserContext, place: tuple[str, Path]) -> None:
    page = context.new_page()
    watching = Watching(page, place)
    page.goto(SIGN)
    write(page)
    page.locator("[name=email]").fill("")
    press(page)
    assert page.evaluate("document.activeElement.name") == "email"
    page.locator("[name=voucher]").select_option("world-network")
    page.locator("[name=display][value=dis3]").check()
    press(page)
    assert page.evaluate("document.activeElement.name") == "place"
    assert watching.bodies == []
    page.locator("[name=place]").select_option("KE")
    press(page)
    assert code_on(page)
    (item,) = watching.came
    assert item.said == Signature(NAME, "individual", "country", place="KE", voucher="world-network", note=NOTE)


def test_an_error_of_the_server_and_again(context: BrowserContext, place: tuple[str, Path]) -> None:
    """What was sealed is sent again as it is; nobody but the browser could fill the form in again."""
    page = context.new_page()
    watching = Watching(page, place)
    page.goto(SIGN)
    write(page)
    page.evaluate("document.querySelector('[name=token]').value = 'forged'")
    press(page)
    assert "too long" in page.locator("main [role=alert]").inner_text()
    assert page.locator("[name=sealed]").input_value()
    press(page)
    assert code_on(page)
    (item,) = watching.came
    assert isinstance(item.said, Signature)
    assert item.said.name == NAME


def test_a_wrong_address_is_not_sealed_for_good(context: BrowserContext, place: tuple[str, Path]) -> None:
    page = context.new_page()
    watching = Watching(page, place)
    page.goto(SIGN)
    write(page)
    page.locator("[name=email]").fill("canary@example")
    press(page)
    assert page.evaluate("document.activeElement.name") == "email"
    assert watching.bodies == []
    page.locator("[name=email]").fill("canary..sings@example.org")
    press(page)
    assert watching.bodies == [], "what letters can't reach is seen before it is sealed"
    page.locator("[name=email]").evaluate("field => field.removeAttribute('pattern')")  # a browser that knows of none
    press(page)
    assert "once more" in page.locator("main [role=alert]").inner_text()
    assert page.get_by_label("Name", exact=True).input_value() == ""
    write(page)
    press(page)
    assert code_on(page)
    (item,) = watching.came
    assert isinstance(item.said, Signature)
    assert (item.said.name, item.said.email, watching.fields["email"]) == (NAME, EMAIL, EMAIL)


def test_withdrawing_and_writing_are_sealed_too(context: BrowserContext, place: tuple[str, Path]) -> None:
    page = context.new_page()
    watching = Watching(page, place)
    page.goto("/en/withdraw")
    page.locator("[name=code]").fill("0123-4567-89ab-cdef")
    press(page)
    page.get_by_role("heading", name="has arrived").wait_for()
    assert b"89ab" not in watching.bodies[-1]
    page.goto("/en/message")
    page.locator("[name=text]").fill("Канарейка " * 100)
    press(page)
    page.get_by_role("heading", name="has arrived").wait_for()
    assert len(base64.urlsafe_b64decode(watching.fields["sealed"])) == SAID_LARGE + SEAL
    said = {each.item.kind: each.said for each in watching.came}
    assert said[Kind.WITHDRAWAL] == Withdrawal("0123-4567-89ab-cdef")
    assert said[Kind.MESSAGE] == Message(("Канарейка " * 100).strip())


def test_what_is_too_long_is_said_politely_and_not_sent(context: BrowserContext, place: tuple[str, Path]) -> None:
    page = context.new_page()
    watching = Watching(page, place)
    page.goto("/en/message")
    page.locator("[name=text]").fill("я" * 7_620)
    page.locator(".left", has_text="Characters left").wait_for()
    page.locator("[name=text]").fill("я" * 8_000)
    press(page)
    page.locator(".told", has_text="fewer words").wait_for()
    assert watching.bodies == []


def test_the_keyboard_alone_is_enough(context: BrowserContext, place: tuple[str, Path]) -> None:
    page = context.new_page()
    watching = Watching(page, place)
    page.goto(SIGN)
    page.locator("[name=name]").focus()
    page.keyboard.type("Jo")
    page.keyboard.press("Tab")
    page.keyboard.press("Space")
    page.locator("[name=email]").focus()
    page.keyboard.type(EMAIL)
    page.locator("[name=capacity][value=individual]").focus()
    page.keyboard.press("Space")
    page.locator("[name=email]").focus()
    page.keyboard.press("Enter")
    assert code_on(page)
    assert [each.said.name for each in watching.came if isinstance(each.said, Signature)] == ["Jo"]


def test_everybody_is_told_what_a_field_is_for(context: BrowserContext, place: tuple[str, Path]) -> None:
    """Names for screen readers, on a phone; nothing scrolls sideways; the trap for machines is hidden from people."""
    page = context.new_page()
    page.goto(SIGN)
    tree = page.locator("main").aria_snapshot()
    for name in ('textbox "Name"', 'group "What may everybody see?"', 'button "Sign"', "status"):
        assert name in tree
    assert "Leave this empty" not in tree
    assert page.evaluate("document.documentElement.scrollWidth") <= 360


def test_axe_finds_nothing(browser: Browser, place: tuple[str, Path]) -> None:
    need_packages()
    with browser.new_context(base_url=place[0], viewport={"width": 320, "height": 800}, bypass_csp=True) as context:
        page = context.new_page()
        page.goto("/ru/message")
        page.locator("[name=text]").fill("я" * 7_640)
        page.locator(".left", has_text="Осталось").wait_for()
        page.evaluate(AXE.read_text())
        assert violations(page) == []


def test_axe_finds_nothing_in_forms_with_mistakes_and_on_receipts(browser: Browser, place: tuple[str, Path]) -> None:
    need_packages()
    options = {"base_url": place[0], "viewport": {"width": 320, "height": 800}, "color_scheme": "dark"}
    with browser.new_context(bypass_csp=True, **options) as context:  # type: ignore[arg-type]
        page = context.new_page()
        for address in (SIGN, "/en/withdraw"):
            page.goto(address)
            page.evaluate(
                "work => { document.forms.door.elements.work.value = work;"
                " HTMLFormElement.prototype.submit.call(document.forms.door) }",
                solve(page.locator("[name=token]").get_attribute("value") or ""),
            )
            page.locator("#errors:focus").wait_for()
            page.evaluate(AXE.read_text())
            assert violations(page) == []
        page.goto(SIGN)
        write(page)
        press(page)
        page.locator(".receipt").wait_for()
        page.evaluate(AXE.read_text())
        assert violations(page) == []
