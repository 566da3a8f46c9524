"""Numbers in running text: the grammar of a language, and what the words around a number say of it."""
