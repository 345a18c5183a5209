"""From text to topics: repair, words, features, scores, decision; pure and deterministic."""
