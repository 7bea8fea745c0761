"""Pictures of the weather: content in, the bytes of a PNG out.

`bot.rendering.map` and `bot.rendering.chart` make the content in the reader's language. Pillow and the font are an
optional extra (`pictures`) and are loaded with the modules that draw.
"""
