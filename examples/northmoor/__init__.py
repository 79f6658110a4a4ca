"""The example trust: what its papers and its register say, and how the files are made from that."""
