"""The methods of the Bot API, each a function of the world and the request's arguments."""
