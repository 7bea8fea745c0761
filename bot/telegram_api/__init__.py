"""Everything between the bot and the Bot API: transport, rate limits, order, errors."""
