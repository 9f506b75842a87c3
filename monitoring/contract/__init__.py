"""The wire: payload models, event names, the request table and error codes. Everything sent is one of these."""
