"""What messages contain besides texts: media, polls, and the reactions to them."""
