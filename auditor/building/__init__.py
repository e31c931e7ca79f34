"""From pages to the built site: the site builder frames the few pages, the many are poured into a frame it made."""
