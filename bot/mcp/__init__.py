"""The record as tools and resources of the Model Context Protocol, for people's own assistants."""
