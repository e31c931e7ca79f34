"""What the evidence holds for a question, shared by the checks that ask about it; pure functions of evidence."""
