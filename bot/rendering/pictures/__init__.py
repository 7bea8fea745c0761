"""Words of the pictures, and their captions, which say the same in short for people who cannot see them."""
