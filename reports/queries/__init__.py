"""What the public pages ask the database."""
