"""Text formats that several parsers share: encodings, dates, URLs, and plain text from HTML."""
