"""Whether a release is the network's: which of two histories of keys holds, and whether a signature is good by it.

It knows nothing of how releases travel; of clocks only what it is told.
"""

from datetime import datetime, timedelta
from itertools import takewhile

from firsthand.release.chain import Chain, Standing, Trust, TrustError, weigh
from firsthand.release.keys import key_id, read_public, signer_of
from firsthand.release.signing import agrees

SKEW = timedelta(days=1)
"""How far the clocks of those who make keys, publish and follow may be apart."""


def succeed(new: Chain, old: Chain) -> Chain:
    """The one of two histories to go on with: the longer one, or that which the recovery key has put right.

    TrustError where they are of two networks, or where somebody has told two stories with the same key.
    """
    ours, theirs = ([each.statement for each in chain.statements] for chain in (old, new))
    alike = sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(ours, theirs, strict=False)))
    by_recovery = [weigh(chain).recovered for chain in (old, new)]
    if alike == len(theirs):
        return old
    if alike == len(ours) or (by_recovery[1][alike] and not by_recovery[0][alike]):
        return new
    if by_recovery[0][alike] and not by_recovery[1][alike]:
        return old
    known, other = (weigh(chain).keys[-1].id for chain in (old, new))
    raise TrustError(
        f"The chain of keys is not the one that is known here: it leads to key {other} in place of {known}. "
        "Somebody else may have put this in the library's place. Ask the network which key is its own."
    )


def anchor(trust: Trust, public_key: str) -> None:
    """TrustError unless a chain is that of a known key. `public_key` is a key, or the path of its file."""
    known = read_public(public_key)
    if not any(standing.key == known for standing in trust.keys):
        raise TrustError(
            f"Key {key_id(known)} is none of the keys of this library ({trust.names()}). It is not from who holds "
            "that key, or the key is of another network."
        )


def judge(
    release: str, created: datetime, manifest: bytes, signature: bytes | None, trust: Trust, now: datetime | None = None
) -> Standing:
    """The key that has signed a release rightly. TrustError, with one sentence for each reason, if none has.

    `now` is for who takes a new release over: what is signed with a key that has expired since is refused then.
    """
    if signature is None:
        raise TrustError(
            f"Release {release} is not signed, and the library's releases are. It may be signed later; until then "
            "nobody can know whose it is."
        )
    signer = signer_of(signature)
    if signer is None:
        raise TrustError(f"The signature of release {release} is damaged. Take it from another copy.")
    standing = trust.find(signer)
    if standing is None:
        raise TrustError(
            f"Release {release} is signed with key {signer}, which is none of the network's ({trust.names()})."
        )
    if not agrees(manifest, signature, standing.key):
        raise TrustError(
            f"The manifest of release {release} is not the one that key {signer} has signed: one of them was changed."
        )
    _judge_times(release, created, standing, trust, now)
    return standing


def _judge_times(release: str, created: datetime, key: Standing, trust: Trust, now: datetime | None) -> None:
    current = trust.current
    better = f"Take one that is signed with key {current.id}." if current else "Ask the network for its new key."
    if key.revoked:
        raise TrustError(
            f"Release {release} is signed with key {key.id}, which was revoked on {key.revoked:%Y-%m-%d}: whoever has "
            f"that key can sign what they like, with any date. {better}"
        )
    if key.since - created > SKEW:
        raise TrustError(
            f"Release {release} of {created:%Y-%m-%d} is signed with key {key.id}, which is good only since "
            f"{key.since:%Y-%m-%d}. {better}"
        )
    if key.end and created - key.end > SKEW:
        raise TrustError(
            f"Release {release} of {created:%Y-%m-%d} is signed with key {key.id}, which was good until "
            f"{key.end:%Y-%m-%d}. {better}"
        )
    if now and key.until and now > key.until:
        raise TrustError(
            f"Release {release} is signed with key {key.id}, which has expired on {key.until:%Y-%m-%d}; the clock "
            f"here says {now:%Y-%m-%d}. If the clock is right, ask the network to sign with a newer key."
        )
