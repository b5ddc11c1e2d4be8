//! The tree: tags, lemmas and dependency relations of a tokenised sentence, with the model and its trainer.
