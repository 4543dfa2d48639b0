"""What `keytier weights` does between the command line and the terminal."""
