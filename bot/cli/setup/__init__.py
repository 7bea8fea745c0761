"""`jogan init`: five questions, and the files that a bot needs to run.

`interview` asks, `parsing` reads the answers, `newspapers` tries the chosen feeds, `files` and `unit` make the texts of
the files, `writing` writes them, and `command` orders these steps.
"""
