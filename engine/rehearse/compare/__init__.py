"""Two policies on the same customers: what differs, who moves, and because of which line."""
