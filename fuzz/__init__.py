"""Targets for a coverage-guided fuzzer: strangers' bytes go in, a fact or one sentence comes out, nothing else."""
