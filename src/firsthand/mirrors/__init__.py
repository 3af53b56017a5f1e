"""The pages of a library as plain files, for any web server, a memory card, or Kiwix.

It asks the front for every page, as a browser would, and writes down what it gets.
"""
