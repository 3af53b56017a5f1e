"""One file for each kind of page: what it shows, as a frozen structure, and how that is gathered from a release."""
