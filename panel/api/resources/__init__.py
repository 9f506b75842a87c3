"""The handlers, one file a resource; each ends with its rows of the route table."""
