"""The public server: pages over one release. It holds no secret, no session and no database of its own."""
