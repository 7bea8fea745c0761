"""Updates on their way in: fetched, parsed and handed to the handlers."""
