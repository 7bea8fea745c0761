"""Parts of an order of a bulletin: its contents, its first and last days, and several bulletins at once."""
