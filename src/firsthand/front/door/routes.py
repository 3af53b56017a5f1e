"""The addresses of the door, and what answers there."""

from collections.abc import Awaitable, Callable

from msgspec import Struct
from starlette.types import ASGIApp

from firsthand.front.door import collecting, confirming, signing, telling
from firsthand.front.door.answering import Knock
from firsthand.front.door.doorway import Doorway


class DoorRoute(Struct, frozen=True):
    path: str
    """As Starlette writes them."""
    answer: Callable[[Doorway | None, Knock], Awaitable[ASGIApp | None]]
    """None where there is nothing at this address. The doorway is None where this server takes nothing in."""


ROUTES = (
    DoorRoute("/{ui}/statements/{slug}/sign", signing.answer_sign),
    DoorRoute("/{ui}/confirm/{link}", confirming.answer_confirm),
    DoorRoute("/{ui}/withdraw", telling.answer_withdraw),
    DoorRoute("/{ui}/message", telling.answer_message),
    DoorRoute("/inbox/{verb}", collecting.answer_collect),
)
