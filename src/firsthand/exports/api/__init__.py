"""What programs are told of a library, in structures of its own: they are the contract, whatever records become."""
