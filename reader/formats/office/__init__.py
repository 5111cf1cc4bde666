"""Documents of word processors → plain HTML, which the room for pages reads on."""
