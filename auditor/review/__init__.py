"""Reviews a change before it is merged: mistakes in data/, live audits, what turns, what a maintainer must look at.

A pull request is a stranger's: its files are read from git's objects and never through a path, its words travel in a
bounded record, and whoever shows the record makes them inert.
"""
