"""Words in five languages that a text is read by: of the weather, of orders, of talk, and those between them."""
