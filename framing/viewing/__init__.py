"""Pages on this machine: the articles of a run to read and filter, its report, and a text that is pasted in.

`framing.viewing.server.view(folder)` serves them on 127.0.0.1 until Ctrl-C; `framing.viewing.site` makes the same pages
without a server; `framing.viewing.pasting.annotate_text(text)` annotates one text. Nothing that is read or pasted
leaves the machine or is kept. Nothing is imported here, so that the command line starts without pandas.
"""
