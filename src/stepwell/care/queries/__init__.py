"""Every read: the person first, then what is asked for."""
