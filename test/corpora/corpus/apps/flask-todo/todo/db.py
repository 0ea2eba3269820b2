import sqlite3


def rows(sql, *values):
    connection = sqlite3.connect("/mnt/efs/todo.db")
    try:
        return connection.execute(sql, values).fetchall()  # hole: query-injection
    finally:
        connection.close()
