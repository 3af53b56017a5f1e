"""The door that only opens inwards: forms whose contents are sealed before anything else happens to them."""
