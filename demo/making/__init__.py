"""How the demonstration's files are made from their Markdown sources; nothing here is part of the software."""
