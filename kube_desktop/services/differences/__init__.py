"""The desk of differences: what people have to decide after merging, and their decisions."""
