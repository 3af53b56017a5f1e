"""Files that people write by hand: TOML read key by key, so that every mistake is told at once and where it stands."""
