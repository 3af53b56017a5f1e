"""A letter on A4, with tags for those who can't see it: PDF/UA-1 (ISO 14289-1)."""

from collections.abc import Sequence
from typing import Any

import msgspec

from firsthand.exports.letters.letter import Letter, compose
from firsthand.exports.matter.pictures import Pictures
from firsthand.exports.matter.tongues import tongue
from firsthand.exports.printing.codes import code_of
from firsthand.exports.printing.letters import fonts, spelt, unprivate
from firsthand.exports.printing.press import LettersError, Order, print_order
from firsthand.exports.printing.sheets import Look
from firsthand.exports.volume import Volume

LOOK = Look(
    11, 9, 20, (14, 12, 11, 11, 11), 0.68, 1.0, justify=False, hyphenate=False, duplex=False, fresh=False, widest=8,
    picture=(400, 300), pixel=0.8, serif=False, lighten=False,
)  # fmt: skip


def make_pdf(volumes: Sequence[Volume], *, alphabetical: bool = False) -> bytes:
    """The letter of these editions of one statement. Raises PressError where it can't be made, LettersError where no
    font of this machine has its letters."""
    letter = compose(volumes, lambda volume: Pictures(volume, *LOOK.picture, points=LOOK.pixel), LOOK.widest,
                     alphabetical=alphabetical)  # fmt: skip
    plain = msgspec.to_builtins(_told(letter, volumes[0]))
    files = letter.pictures | ({"code.svg": code_of(letter.address)} if letter.address else {})
    created = int(volumes[0].release.created.timestamp())
    try:
        return print_order(Order("letter.typ", msgspec.json.encode(unprivate(plain)), files, created))
    except LettersError:
        # Signs that no font has are written as their names; letters are not done without.
        return print_order(Order("letter.typ", msgspec.json.encode(spelt(plain)), files, created))


def _told(letter: Letter, volume: Volume) -> dict[str, Any]:
    interface = volume.interface
    return {
        "look": LOOK,
        "fonts": fonts(letter.tongue.tag),
        "tongue": letter.tongue,
        "ours": tongue(interface.language),
        "title": letter.title,
        "authors": [letter.author] if letter.author else [],
        "running": letter.running,
        "sections": letter.sections,
        "code": "code.svg" if letter.address else None,
        "scan": letter.code,
        "undescribed": interface.gettext("A picture without a description"),
        "inside": interface.gettext("Words in the picture"),
    }
