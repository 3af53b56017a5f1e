"""The pages of negotiations. Each takes a `Showing`, so that they can be made for any audience."""
