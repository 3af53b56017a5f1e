"""Looks for bytes or texts from outside that the sealed inbox answers with anything but its own error (Atheris).

    make fuzz                                                  # among the readers, for a minute
    python -m tests.fuzzing.envelopes -max_total_time=600

The first byte chooses what is read. Checksums, seals and signatures are put around what is tried, so that it gets past.
"""

import contextlib
import sys
from collections.abc import Callable
from hashlib import blake2b
from pathlib import Path

import atheris


def main() -> None:
    with atheris.instrument_imports(include=["firsthand.sealed"]):
        from firsthand.sealed.errors import SealedError

        targets = make_targets()

    corpus = Path("build/fuzzing/envelopes")
    corpus.mkdir(parents=True, exist_ok=True)
    for number, seed in enumerate(SEEDS * len(targets)):
        (corpus / f"seed-{number}").write_bytes(bytes([number % len(targets)]) + seed)

    def read(data: bytes) -> None:
        if data:
            with contextlib.suppress(SealedError):
                targets[data[0] % len(targets)](data[1:])

    arguments = ["-rss_limit_mb=2000", "-timeout=10", f"-artifact_prefix={corpus}/"]
    atheris.Setup([sys.argv[0], *arguments, *sys.argv[1:], str(corpus)], read)
    atheris.Fuzz()


SEEDS = (
    b'{"name":"A","capacity":"individual","display":"full"}', b"\x81\xa4kind\xa9signature", b"0123-4567-89AB-CDEF",
    b"\x96\xc4\x10aaaaaaaaaaaaaaaa\xa1s\x01\xa2en\xc4\x00\x01", b"\x93\xa1s\xa1p\xaa2026-12-31",
    b"2026-11-22-small-0123456789abcdef-000001.sealed",
)  # fmt: skip


def make_targets() -> list[Callable[[bytes], object]]:
    """Everything that reads what strangers wrote."""
    from base64 import urlsafe_b64encode

    from tests.sealed.submissions import SECRET

    from firsthand.sealed.codes import digest_code
    from firsthand.sealed.envelope import SAID_SMALL, SMALL, enclose, open_slot, pad, read_said
    from firsthand.sealed.invitations import read_invitation
    from firsthand.sealed.items import Kind
    from firsthand.sealed.keys import read_public, unlock
    from firsthand.sealed.slots import read_name
    from firsthand.sealed.tokens import Tokens
    from firsthand.sealed.work import check

    tokens = Tokens(bytes(32))

    def as_slot(data: bytes) -> object:
        body = data.ljust(SMALL - 16, b"\0")[: SMALL - 16]
        return open_slot(body + blake2b(body, digest_size=16).digest(), [SECRET], "2026-11-22")

    def as_item(data: bytes) -> object:
        return open_slot(enclose(pad(data, SMALL - 108), SECRET.public, bytes(16)), [SECRET], "2026-11-22")

    def as_link(data: bytes) -> object:
        sealed = urlsafe_b64encode(tokens._box.encrypt(data))
        return tokens.read_link(tokens._signer("link", "").sign(sealed).decode())

    def as_invitation(data: bytes) -> object:
        signature = SECRET.sign.sign(b"firsthand invitation 1\0" + data).signature
        return read_invitation(SECRET.public, urlsafe_b64encode(data + signature).decode().rstrip("="))

    def as_text(data: bytes) -> None:
        text = data.decode("utf-8", "surrogateescape")
        for read in (read_name, digest_code, read_public, tokens.read_link, lambda text: check("token", text)):
            with contextlib.suppress(*_ours()):
                read(text)

    return [as_slot, as_item, lambda data: read_said(pad(data, SAID_SMALL), Kind.SIGNATURE), as_link, as_invitation,
            as_text, unlock]  # fmt: skip


def _ours() -> tuple[type[Exception], ...]:
    from firsthand.sealed.errors import SealedError

    return (SealedError,)


if __name__ == "__main__":
    main()
