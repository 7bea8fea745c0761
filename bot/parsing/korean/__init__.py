"""Korean as it is typed: forms of verbs, slips of the finger, words without spaces, shorthand of chats."""
