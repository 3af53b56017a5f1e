"""The door that only opens inwards: forms whose contents are sealed before anything else happens to them.

What is typed lives in memory for as long as a request takes. Nothing here logs a value, an address or an hour.
"""

from firsthand.front.door.answering import Knock, takes
from firsthand.front.door.doorway import Doorway, Settings, open_doorway
from firsthand.front.door.routes import ROUTES

__all__ = ["ROUTES", "Doorway", "Knock", "Settings", "open_doorway", "takes"]
