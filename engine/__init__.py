"""keytier."""
