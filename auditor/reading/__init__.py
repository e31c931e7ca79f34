"""Read what was fetched (cards, names of files, texts of licenses) into facts; pure functions, no I/O."""
