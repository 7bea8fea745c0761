"""Translations: catalogues, Korean particles and the terms of the weather."""
