"""Days that a question is about, as people say them."""
