"""The project runs itself: what a run changed, how it is told and kept, and whether it is well."""
