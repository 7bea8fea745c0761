"""Setting up a channel: parsing `/channel`, rights, and texts."""
