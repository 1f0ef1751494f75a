"""Who counted, who only repeats it, and where nobody is named."""
