"""What operators do, by the command line and by `/admin`: statistics, pauses, feeds, pins, bans, announcements.

Each function gets the open database; `bot.cli` opens it for a command.
"""
