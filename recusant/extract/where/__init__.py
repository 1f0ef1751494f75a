"""In which country and region a figure was counted, and by whose courts and offices."""
