"""The application: settings, words, places, bulletins, and their delivery on time."""
