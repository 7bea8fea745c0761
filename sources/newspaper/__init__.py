"""Pages of newspapers: the article and the weather ticker."""
