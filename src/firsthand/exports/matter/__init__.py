"""The text of an edition for what has pages and paragraphs, paper or a word processor: which words stand where."""
