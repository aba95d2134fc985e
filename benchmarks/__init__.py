"""What grows, and how: each module measures one thing against a baseline of the same run and prints the ratios.

    python -m benchmarks.loading

A figure is the median of several runs of processor time, so that a busy machine does not change what is said.
"""
