"""Signatures through the real server, each sealed and flushed to disk before it is answered, and pages beside them.

Pages are measured alone and beside the stream in turns, so that whatever else the machine does strikes both. Half of
the signatures are sent as browsers without scripts send them, half sealed in the browser; all of it over loopback.
Then garbage: ten thousand forms that no one filled in, and genuine ones among them.
"""

import asyncio
import os
import statistics
import tempfile
import time
from pathlib import Path
from urllib.parse import urlencode

import httpx
from tests.front.browser import served
from tests.front.doorstep import PERSON, SECRET, SIGN, build_library, seal_in_browser
from tests.front.letter import SLUG

from firsthand.sealed.items import Signature
from firsthand.sealed.slots import Lost, read_items
from firsthand.sealed.tokens import Tokens, open_door
from firsthand.sealed.work import solve

RATE = 200
"""Signatures a second."""
SECONDS = 4.0
TURNS = 3
READERS = 4
GARBAGE, GENUINE = int(os.environ.get("FIRSTHAND_BENCH_GARBAGE", "10000")), 50
PAGES = (f"/en/statements/{SLUG}", "/en/works", "/en/works/nothing-about-us/en", "/en/")


def main() -> None:
    with tempfile.TemporaryDirectory(prefix="firsthand-door-") as name:
        folder = Path(name)
        library, inbox = build_library(folder), folder / "inbox"
        tokens = Tokens(open_door(inbox))
        with served(library, folder, "--inbox", str(inbox)) as (address, _):
            asyncio.run(_measure(address, tokens))
            asyncio.run(_garbage(address, tokens, inbox))


def _form(tokens: Tokens, number: int) -> str:
    """As a browser sends it; the sum is done beforehand, since that is the browser's work."""
    token = tokens.issue("sign", f"{SLUG} 3")
    fields = {"token": token, "work": solve(token), "version": "3", "language": "en", "email": f"p{number}@example.net"}
    if number % 2:
        said = Signature(f"Person {number}", "individual", "withheld", email=fields["email"])
        return urlencode(fields | {"sealed": seal_in_browser(said)})
    return urlencode(PERSON | fields | {"name": f"Person {number}"})


async def _measure(address: str, tokens: Tokens) -> None:
    count = int(RATE * SECONDS)
    alone: list[float] = []
    beside: list[float] = []
    waited: list[float] = []
    rates: list[float] = []
    limits = httpx.Limits(max_connections=256, max_keepalive_connections=256)
    async with httpx.AsyncClient(base_url=address, limits=limits, timeout=30) as client:
        for path in PAGES:
            await client.get(path)
        for turn in range(TURNS):
            forms = [_form(tokens, turn * count + number) for number in range(count)]
            alone += await _read(client, time.perf_counter() + SECONDS)
            start = time.perf_counter()
            stream = asyncio.create_task(_stream(client, forms))
            beside += await _read(client, start + SECONDS)
            waited += await stream
            rates.append(count / (time.perf_counter() - start))
    print(f"signatures: {statistics.mean(rates):,.0f} a second taken of {RATE} sent, {len(waited):,} in all")
    print(f"  each safe on the disk and answered after {_spread(waited)}")
    print(f"pages, {READERS} readers, alone: {len(alone) / SECONDS / TURNS:,.0f} a second, {_spread(alone)}")
    print(f"pages, {READERS} readers, beside them: {len(beside) / SECONDS / TURNS:,.0f} a second, {_spread(beside)}")


async def _stream(client: httpx.AsyncClient, forms: list[str]) -> list[float]:
    """Each at its moment, whether those before it are answered or not."""
    start, tasks = time.perf_counter(), []
    for number, form in enumerate(forms):
        await asyncio.sleep(max(0.0, start + number / RATE - time.perf_counter()))
        tasks.append(asyncio.create_task(_send(client, form)))
    return list(await asyncio.gather(*tasks))


async def _send(client: httpx.AsyncClient, form: str) -> float:
    start = time.perf_counter()
    answer = await client.post(SIGN, content=form, headers={"content-type": "application/x-www-form-urlencoded"})
    assert answer.status_code == 200, answer.status_code
    return time.perf_counter() - start


async def _read(client: httpx.AsyncClient, until: float) -> list[float]:
    """Readers who turn a page fifty times a second each, so that the machine is not full of them alone."""

    async def reader(first: int) -> list[float]:
        took = []
        number = first
        while time.perf_counter() < until:
            start = time.perf_counter()
            answer = await client.get(PAGES[number % len(PAGES)])
            assert answer.status_code == 200
            took.append(time.perf_counter() - start)
            number += 1
            await asyncio.sleep(max(0.0, 0.02 - took[-1]))
        return took

    return [each for took in await asyncio.gather(*map(reader, range(READERS))) for each in took]


async def _garbage(address: str, tokens: Tokens, inbox: Path) -> None:
    before = sum(path.stat().st_size for path in inbox.iterdir())
    body = urlencode({"token": "x" * 72, "name": "y" * 2_000, "email": "z@example.net", "version": "3"})
    genuine = [_form(tokens, 1_000_000 + number) for number in range(GENUINE)]
    gate = asyncio.Semaphore(32)
    headers = {"content-type": "application/x-www-form-urlencoded"}
    async with httpx.AsyncClient(base_url=address, timeout=60) as client:

        async def throw(number: int) -> int:
            async with gate:
                form = genuine[number // (GARBAGE // GENUINE)] if number % (GARBAGE // GENUINE) == 0 else body
                return (await client.post(SIGN, content=form, headers=headers)).status_code

        start = time.perf_counter()
        answers = await asyncio.gather(*map(throw, range(GARBAGE)))
        took = time.perf_counter() - start
    arrived = {
        each.said.name
        for each in read_items(inbox, [SECRET])
        if not isinstance(each, Lost) and isinstance(each.said, Signature)
    }
    lost = sum(f"Person {1_000_000 + number}" not in arrived for number in range(GENUINE))
    grown = sum(path.stat().st_size for path in inbox.iterdir()) - before
    print(f"garbage: {GARBAGE - GENUINE:,} forms with {GENUINE} genuine ones among them in {took:.0f} s")
    print(f"  {answers.count(200)} taken, {lost} genuine ones lost, the inbox grew by {grown / 1000:,.0f} kB")


def _spread(seconds: list[float]) -> str:
    ordered = sorted(seconds)
    return f"{_ms(ordered[len(ordered) // 2])} (half), {_ms(ordered[int(len(ordered) * 0.95)])} (19 of 20)"


def _ms(seconds: float) -> str:
    return f"{seconds * 1000:.1f} ms"


if __name__ == "__main__":
    main()
