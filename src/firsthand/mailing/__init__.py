"""Letters by e-mail: what one is made of, and where it goes (a mail server, or a folder to try things out)."""
