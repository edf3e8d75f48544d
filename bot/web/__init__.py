"""The web: the API, the chat widget, and the pages of the releases, over the same chain as every other surface."""
