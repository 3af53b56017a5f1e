"""Whoever reads and signs, in a process of its own: python -m bench._door_client < Plan as JSON. Prints Times as JSON.

Open loop: everything is asked for at its moment, whether what came before is answered or not, and its time runs from
that moment on. Sockets are kept open, and nothing is made here but what goes over the wire.
"""

import asyncio
import re
import subprocess
import sys
import time

import msgspec

_LENGTH = re.compile(rb"content-length: *(\d+)", re.IGNORECASE)


class Plan(msgspec.Struct, frozen=True):
    port: int
    pages: tuple[str, ...]
    """Addresses, asked for in turns."""
    pages_a_second: float
    seconds: float
    sign: str = ""
    """Where forms are sent to."""
    forms: tuple[str, ...] = ()
    forms_a_second: float = 0.0


class Times(msgspec.Struct, frozen=True):
    """Seconds of each answer, and of all."""

    pages: list[float]
    forms: list[float]
    forms_took: float
    """From the first form that was sent to the last answer."""


def carry_out(plan: Plan) -> Times:
    command = [sys.executable, "-m", "bench._door_client"]
    said = subprocess.run(command, input=msgspec.json.encode(plan), stdout=subprocess.PIPE, check=True).stdout
    return msgspec.json.decode(said, type=Times)


class _Line:
    """Connections that are open and idle; as many more as are needed."""

    def __init__(self, port: int) -> None:
        self._port = port
        self._idle: list[tuple[asyncio.StreamReader, asyncio.StreamWriter]] = []

    async def ask(self, request: bytes) -> None:
        reader, writer = self._idle.pop() if self._idle else await asyncio.open_connection("127.0.0.1", self._port)
        writer.write(request)
        head = await reader.readuntil(b"\r\n\r\n")
        assert head.startswith(b"HTTP/1.1 200 "), head[:80]
        length = _LENGTH.search(head)
        assert length
        await reader.readexactly(int(length[1]))
        self._idle.append((reader, writer))

    def close(self) -> None:
        for _, writer in self._idle:
            writer.close()


async def _stream(line: _Line, requests: list[bytes], rate: float) -> list[float]:
    start = time.perf_counter() + 0.1

    async def send(number: int) -> float:
        await line.ask(requests[number])
        return time.perf_counter() - start - number / rate

    tasks = []
    for number in range(len(requests)):
        await asyncio.sleep(max(0.0, start + number / rate - time.perf_counter()))
        tasks.append(asyncio.create_task(send(number)))
    return list(await asyncio.gather(*tasks))


async def _carry_out(plan: Plan) -> Times:
    pages = [
        f"GET {path} HTTP/1.1\r\nhost: localhost\r\naccept-encoding: gzip, br\r\n\r\n".encode() for path in plan.pages
    ]
    forms = [
        f"POST {plan.sign} HTTP/1.1\r\nhost: localhost\r\ncontent-type: application/x-www-form-urlencoded\r\n"
        f"content-length: {len(form)}\r\n\r\n{form}".encode()
        for form in plan.forms
    ]
    line = _Line(plan.port)
    await asyncio.gather(*(line.ask(page) for page in pages))
    count = int(plan.pages_a_second * plan.seconds)
    reading = asyncio.create_task(
        _stream(line, [pages[number % len(pages)] for number in range(count)], plan.pages_a_second)
    )
    start = time.perf_counter() + 0.1
    signed = await _stream(line, forms, plan.forms_a_second) if forms else []
    took = time.perf_counter() - start
    read = await reading
    line.close()
    return Times(read, signed, took)


def main() -> None:
    plan = msgspec.json.decode(sys.stdin.buffer.read(), type=Plan)
    sys.stdout.buffer.write(msgspec.json.encode(asyncio.run(_carry_out(plan))))


if __name__ == "__main__":
    main()
