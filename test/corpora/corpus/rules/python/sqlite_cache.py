import sqlite3

db = sqlite3.connect("/mnt/efs/cache.db")


class Store:
    table = "entries"

    def find(self, word):
        return db.execute("select * from entries where word = ?", (word,)).fetchall()  # good

    def like(self, word):
        return db.execute("select * from entries where word like '%" + word + "%'").fetchall()  # bad: query-injection

    def count(self):
        return db.execute(f"select count(*) from {self.table}").fetchone()  # good


def handler(event, context):
    store = Store()
    return store.find(event["word"]) + store.like(event["word"]) + [store.count()]
