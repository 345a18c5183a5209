"""From a question to a cited, dated answer, a choice, or an honest word that there is none."""
