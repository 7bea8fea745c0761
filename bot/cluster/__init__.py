"""Several processes that share one database: which of them are alive, and which does what."""
