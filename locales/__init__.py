"""gettext catalogues, one folder per language; the English texts stand in the code."""
