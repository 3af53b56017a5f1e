"""The words that the software says, in the languages of its interface, with their dates, numbers and names.

Pages, books and leaflets say the same things in the same words. It knows nothing of any of them.
"""

from firsthand.interface.language import SOURCE, Interface, autonym, available, direction, interface, preferred

__all__ = ["SOURCE", "Interface", "autonym", "available", "direction", "interface", "preferred"]
