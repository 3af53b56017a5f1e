"""Words that respect people: guides, and the check that finds where a text could follow them better."""
