"""What can be wrong with two drafts that are to be compared."""


class DifferentLanguagesError(ValueError):
    """Two drafts are in different languages. The message is a sentence for whoever asked."""
