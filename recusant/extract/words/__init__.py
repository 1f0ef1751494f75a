"""The words of a language, from ``languages/<lang>``: its letters, inflections and number words; and the sentences of a text."""
