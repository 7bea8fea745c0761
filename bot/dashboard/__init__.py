"""Dashboard: a page that shows an operator how the bot does, read-only, with numbers only."""
