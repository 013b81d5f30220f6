"""What can be done with one order, wherever it is looked at: deeds, what they ask, and the commands behind them."""
