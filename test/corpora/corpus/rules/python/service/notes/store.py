import os
import sqlite3


def find_notes(word):
    with sqlite3.connect("/mnt/notes.db") as db:
        found = db.execute("select * from notes where text like ?", [f"%{word}%"])  # good
        return found.fetchall() or db.execute("select * from notes where text = '%s'" % word).fetchall()  # bad: query-injection


class Archive:
    def __init__(self, root):
        self.root = root

    def path(self, name):
        return os.path.join(self.root, name)

    def keep(self, name, text):
        with open(self.path(name), "w") as file:  # bad: path-traversal
            file.write(text)
        with open(self.path(os.path.basename(name)), "w") as file:  # good
            file.write(text)
        return name
