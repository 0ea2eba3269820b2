import os

from fastapi import Depends, FastAPI, HTTPException
from mangum import Mangum
from pydantic import BaseModel
from sqlalchemy import Column, Integer, String, create_engine, select
from sqlalchemy.orm import Session, declarative_base

engine = create_engine(os.environ["DATABASE_URL"])
Base = declarative_base()
app = FastAPI(root_path="/prod")


class Item(Base):
    __tablename__ = "items"
    id = Column(Integer, primary_key=True)
    name = Column(String)


class ItemIn(BaseModel):
    name: str


def session():
    with Session(engine) as s:
        yield s


@app.get("/items/{item_id}")
def read(item_id: int, s: Session = Depends(session)):
    item = s.get(Item, item_id)
    if item is None:
        raise HTTPException(404, f"no item {item_id}")
    return {"id": item.id, "name": item.name}


@app.get("/items")
def search(name: str, s: Session = Depends(session)):
    return [i.name for i in s.scalars(select(Item).where(Item.name == name))]


@app.post("/items", status_code=201)
def create(body: ItemIn, s: Session = Depends(session)):
    item = Item(name=body.name)
    s.add(item)
    s.commit()
    return {"id": item.id}


handler = Mangum(app)
