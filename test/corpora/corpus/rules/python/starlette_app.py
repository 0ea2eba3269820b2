import subprocess

from mangum import Mangum
from starlette.applications import Starlette
from starlette.responses import HTMLResponse, JSONResponse, RedirectResponse
from starlette.routing import Route


async def ping(request):
    out = subprocess.getoutput(f"ping -c 1 {request.path_params['host']}")  # bad: command-injection
    return JSONResponse({"out": out})


async def page(request):
    return HTMLResponse("<p>" + request.query_params["name"] + "</p>")  # bad: unescaped-html


async def data(request):
    body = await request.json()
    return JSONResponse({"echo": body["name"]})  # good


async def leave(request):
    return RedirectResponse(request.query_params["to"])  # bad: open-redirect


app = Starlette(routes=[Route("/ping/{host}", ping), Route("/page", page), Route("/data", data, methods=["POST"]), Route("/leave", leave)])
handler = Mangum(app)
