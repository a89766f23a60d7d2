"""Parts that show and edit members, for the page of groups and the page of members."""
