"""Parts of the office's page that takes files in: inbox, desk of differences, board."""
