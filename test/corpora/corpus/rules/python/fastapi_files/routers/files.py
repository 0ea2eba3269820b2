import uuid
from pathlib import Path

from fastapi import APIRouter

router = APIRouter()
ROOT = Path("/mnt/files")


@router.get("/{name:path}")
def read(name: str):
    return {"text": (ROOT / name).read_text()}  # bad: path-traversal


@router.get("/by-id/{item}")
def by_id(item: uuid.UUID):
    return {"text": (ROOT / f"{item}.txt").read_text()}  # good


@router.get("/by-number/{number}")
def by_number(number: int):
    with open(f"/mnt/files/{number}.txt") as file:  # good
        return {"text": file.read()}
