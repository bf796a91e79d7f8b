"""Who is said to have said what: cue, content and source, found by a trained tagger or by rules."""
