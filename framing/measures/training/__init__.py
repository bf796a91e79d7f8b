"""How the loaded-word model was made: needs torch, scipy and the annotated corpora; never used at run time."""
