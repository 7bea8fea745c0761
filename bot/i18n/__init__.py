"""Translations: gettext catalogues, Korean particles and weather terms."""
