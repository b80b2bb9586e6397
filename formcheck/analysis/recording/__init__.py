"""A recording as it was filmed: breaks, wrong skeletons, turned pictures, several sets in one."""
