"""What the pages share: who is looking, words for doses and days, drawings."""
