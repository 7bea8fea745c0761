"""From a source to the store: poll or watch it, check what it brings, keep it."""
