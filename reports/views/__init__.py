"""What anyone may read: the register, a case's public page and files, and the check of a code; what the office does
with what was published."""
