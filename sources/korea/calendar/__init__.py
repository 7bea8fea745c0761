"""Days of the year in Korea: public holidays, solar terms, and the lunar calendar."""
