"""What operators decide about the sources of the running bot: pauses, added feeds, requests at once."""
