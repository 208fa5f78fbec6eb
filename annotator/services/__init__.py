"""What people do: each module one job. The only callers of the store."""
