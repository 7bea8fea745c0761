"""The text of a bulletin, as a message and as the caption of its map."""
