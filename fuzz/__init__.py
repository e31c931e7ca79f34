"""Targets for a coverage-guided fuzzer: what strangers write goes in, and nothing but a fact or one sentence comes out."""
