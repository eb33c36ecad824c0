"""The checks themselves: one module for each page of the book whose claims have them."""
