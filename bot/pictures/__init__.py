"""Pictures of the weather: content in, the bytes of a PNG out.

`bot.rendering.pictures` makes the content in the reader's language. Pillow and the font are an optional extra
(`pictures`) and are loaded with the modules that draw.
"""
