"""gettext catalogues, one folder a language; the English texts stand in the code."""
