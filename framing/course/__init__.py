"""A lesson to take along: notebooks, corpus, worksheets, charts, a coding exercise and a guide, in one folder.

`framing.course.kit.write_course(folder)` writes it; `framing course --out DIR` is the same as a command. Nothing is
imported here, so that the command line starts without pandas.
"""
