"""Pages as two engines have them: words, shapes and paints, and what of them can be trusted."""
