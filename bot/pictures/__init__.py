"""Pictures of the weather: data in, the bytes of a PNG out. Nothing here knows Telegram, a clock or the store.

What stands in a picture comes in the reader's words; `bot.picture_words` finds them. The libraries that draw and the
font are an extra (`pictures`), and are loaded with the modules that draw.
"""
