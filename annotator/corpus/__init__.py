"""What a body of articles says: names, what stands together, words, and how two sets differ.

Numbers and text alone; where they come from is the store's matter (decision 0108).
"""
