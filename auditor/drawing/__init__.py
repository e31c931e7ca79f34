"""What pictures are made of: the four shapes, the lettering of our own font, and pixels."""
