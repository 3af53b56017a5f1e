"""Signatures through the real server, each sealed and flushed to disk before it is answered, and pages beside them.

Pages and signatures arrive at fixed rates, from one light process, over loopback. Pages are measured alone and beside
the signatures in turns, so that whatever else the machine does strikes both; the bare disk is measured between them.
Half of the signatures are sent as browsers without scripts send them, half sealed in the browser.
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
from bench._door_client import Plan, Times, carry_out
from msgspec import Struct
from msgspec.structs import replace
from tests.front.browser import served
from tests.front.doorstep import PERSON, SECRET, SIGN, build_library, seal_in_browser
from tests.front.letter import SLUG

from firsthand.sealed.envelope import SMALL
from firsthand.sealed.items import Signature
from firsthand.sealed.slots import Lost, read_items
from firsthand.sealed.tokens import Tokens, open_door
from firsthand.sealed.work import solve

RATE = 200
"""Signatures a second."""
CROWD = 800
"""Signatures a second in the moment in which everybody comes."""
READING = 100
"""Pages a second."""
SECONDS = float(os.environ.get("FIRSTHAND_BENCH_SECONDS", "8"))
"""Of each turn."""
TURNS = 3
GARBAGE, GENUINE = int(os.environ.get("FIRSTHAND_BENCH_GARBAGE", "10000")), 50
PAGES = (f"/en/statements/{SLUG}", "/en/works", "/en/works/nothing-about-us/en", "/en/")


class Turn(Struct, frozen=True):
    times: Times
    cpu: float
    """Seconds that the server took in a second."""


def main() -> None:
    with tempfile.TemporaryDirectory(prefix="firsthand-door-") as name:
        folder = Path(name)
        library, inbox = build_library(folder), folder / "inbox"
        tokens = Tokens(open_door(inbox))
        with served(library, folder, "--inbox", str(inbox)) as (address, _):
            _measure(address, tokens, folder)
            asyncio.run(_garbage(address, tokens, inbox))


def _form(tokens: Tokens, number: int) -> str:
    """As a browser sends it; the sum is done beforehand, since that is the browser's work."""
    token = tokens.issue("sign", f"{SLUG} 3")
    fields = {"token": token, "work": solve(token), "version": "3", "language": "en", "email": f"p{number}@example.net"}
    if number % 2:
        said = Signature(f"Person {number}", "individual", "withheld", email=fields["email"])
        return urlencode(fields | {"sealed": seal_in_browser(said)})
    return urlencode(PERSON | fields | {"name": f"Person {number}"})


def _measure(address: str, tokens: Tokens, folder: Path) -> None:
    """In turns: the bare disk, pages alone, pages beside signatures."""
    port, server, count = int(address.rpartition(":")[2]), _descendants(os.getpid()), int(RATE * SECONDS)
    alone = Plan(port, PAGES, READING, SECONDS)
    flushed: list[float] = []
    turns: dict[str, list[Turn]] = {"alone": [], "beside": []}
    for turn in range(TURNS):
        forms = tuple(_form(tokens, turn * count + number) for number in range(count))
        flushed.append(_flush(folder))
        turns["alone"].append(_turn(alone, server))
        turns["beside"].append(_turn(replace(alone, sign=SIGN, forms=forms, forms_a_second=RATE), server))
    taken = [count / turn.times.forms_took for turn in turns["beside"]]
    first, last = statistics.mean(flushed), os.getloadavg()[0]
    print(f"disk: {first:,.0f} appends of 4 KiB a second, each flushed by itself; load of the machine {last:.1f}")
    print(f"signatures: {min(taken):,.0f} to {max(taken):,.0f} a second taken of {RATE} sent")
    print(f"  each safe on the disk and answered after {_spread([s for t in turns['beside'] for s in t.times.forms])}")
    halves = {}
    for name, each in turns.items():
        pages, cpu = [s for turn in each for s in turn.times.pages], statistics.mean(turn.cpu for turn in each)
        halves[name] = statistics.median(pages)
        print(f"pages, {READING} a second, {name}: {_spread(pages)}; the server took {cpu:.3f} s of CPU a second")
    ratio, more = halves["beside"] / halves["alone"], _cpu(turns["beside"]) - _cpu(turns["alone"])
    print(f"  beside to alone: {ratio:.2f} (half); a signature takes {more / RATE * 1000:.2f} ms of the server's CPU")

    forms = tuple(_form(tokens, TURNS * count + number) for number in range(int(CROWD * SECONDS / 2)))
    crowd = carry_out(Plan(port, PAGES, READING, SECONDS / 2, sign=SIGN, forms=forms, forms_a_second=CROWD))
    print(f"signatures: {len(forms) / crowd.forms_took:,.0f} a second taken of {CROWD} sent, {_spread(crowd.forms)}")
    print(f"  pages beside them: {_spread(crowd.pages)}")


def _turn(plan: Plan, server: list[int]) -> Turn:
    before = sum(map(_spent, server))
    times = carry_out(plan)
    return Turn(times, (sum(map(_spent, server)) - before) / SECONDS)


def _cpu(turns: list[Turn]) -> float:
    return statistics.mean(turn.cpu for turn in turns)


def _descendants(process: int) -> list[int]:
    """The server's processes: all that this one has begun."""
    children = [
        int(child) for path in Path(f"/proc/{process}/task").glob("*/children") for child in path.read_text().split()
    ]
    return [each for child in children for each in (child, *_descendants(child))]


def _spent(process: int) -> float:
    """Seconds of CPU that a process has taken, in user mode and in the system's (proc(5))."""
    fields = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def _flush(folder: Path) -> float:
    """What the disk allows: appends a second, one after the other."""
    count, start = 0, time.perf_counter()
    with (folder / "flushed").open("wb", buffering=0) as file:
        while (took := time.perf_counter() - start) < 1.0:
            file.write(bytes(SMALL))
            os.fsync(file.fileno())
            count += 1
    return count / took


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
    half, most, nearly = (ordered[int(len(ordered) * share)] * 1000 for share in (0.5, 0.95, 0.99))
    return f"{half:.1f} ms (half), {most:.1f} ms (95 of 100), {nearly:.1f} ms (99 of 100)"


if __name__ == "__main__":
    main()
