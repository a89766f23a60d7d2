"""Parts of the page of groups: list, page of one group, form, steps of its life."""
