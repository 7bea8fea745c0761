"""What is delivered: observations, articles, places, pictures."""
