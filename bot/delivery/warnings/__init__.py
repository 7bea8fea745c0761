"""Messages about weather warnings as soon as they are issued, and their edits."""
