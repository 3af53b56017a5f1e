"""Where records come from: a folder of files."""
