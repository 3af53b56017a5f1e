"""From the elements of HTML to headings and blocks: what web pages, EPUB and Markdown have in common."""
