import os

from sqlalchemy import create_engine, text

engine = create_engine(os.environ["DATABASE_URL"])


class Orders:
    def search(self, customer):
        statement = f"SELECT * FROM orders WHERE customer LIKE '{customer}%'"
        with engine.begin() as connection:
            return [dict(row) for row in connection.execute(text(statement))]  # bad: query-injection

    def one(self, order_id):
        with engine.begin() as connection:
            row = connection.execute(text("SELECT * FROM orders WHERE id = :id"), {"id": order_id}).first()  # good
            return dict(row)
