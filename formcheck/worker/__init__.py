"""Sets that are worked on: each in its own process, leased, begun again when it broke off."""
