import os

from fastapi import FastAPI
from mangum import Mangum
from sqlalchemy import create_engine, text

engine = create_engine(os.environ["DATABASE_URL"])
app = FastAPI()


@app.get("/products/{category}")
def products(category: str, limit: int = 10):
    with engine.connect() as db:
        rows = db.execute(text(f"select * from products where category = '{category}'"))  # bad: query-injection
        more = db.execute(text("select * from products where category = :c limit :l"), {"c": category, "l": limit})  # good
        few = db.execute(text(f"select * from products limit {limit}"))  # good
        return {"rows": [*rows, *more, *few]}


handler = Mangum(app)
