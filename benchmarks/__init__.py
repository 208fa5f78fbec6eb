"""What is claimed, as commands that print ratios: `python -m benchmarks [NAME…]`."""
