"""Is this installation in order? Looks at everything it stands on and changes nothing."""
