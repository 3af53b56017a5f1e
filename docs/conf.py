"""How the manual is built: Markdown pages, the command line's reference taken from the commands themselves."""

from firsthand import __version__

project = "Firsthand"
author = "The Firsthand contributors"
copyright = author  # noqa: A001 - Sphinx reads this name
release = __version__
extensions = ["myst_parser", "sphinx_click"]
myst_enable_extensions = ["colon_fence", "deflist"]
myst_heading_anchors = 3
exclude_patterns = ["_build"]
html_theme = "furo"
html_title = "Firsthand"
html_show_sphinx = False
nitpicky = True
