"""Text as it comes: encodings, lines, dates, URLs."""
