from fastapi import Depends, FastAPI, Request
from fastapi.responses import HTMLResponse, RedirectResponse
from mangum import Mangum

from routers import files

app = FastAPI()
app.include_router(files.router, prefix="/files")


@app.get("/hello", response_class=HTMLResponse)
async def hello(name: str = "you"):
    return f"<h1>{name}</h1>"  # bad: unescaped-html


@app.get("/hello.json")
async def hello_json(name: str = "you"):
    return {"hello": name}  # good


@app.get("/leave")
async def leave(to: str):
    return RedirectResponse(to)  # bad: open-redirect


@app.post("/calc")
async def calc(request: Request):
    body = await request.json()
    return {"result": eval(body["expression"])}  # bad: event-code-execution


handler = Mangum(app, lifespan="off")
