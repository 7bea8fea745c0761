"""What a channel's bulletins need beyond a chat's: rights, signature and the words about both."""
