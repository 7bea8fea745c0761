"""What messages contain besides texts: files, polls, and the reactions to them."""
