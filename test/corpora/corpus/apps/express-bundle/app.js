var __create = Object.create;
var __defProp = Object.defineProperty;
var __getOwnPropDesc = Object.getOwnPropertyDescriptor;
var __getOwnPropNames = Object.getOwnPropertyNames;
var __getProtoOf = Object.getPrototypeOf;
var __hasOwnProp = Object.prototype.hasOwnProperty;
var __export = (target, all) => {
  for (var name in all)
    __defProp(target, name, { get: all[name], enumerable: true });
};
var __copyProps = (to, from, except, desc) => {
  if (from && typeof from === "object" || typeof from === "function") {
    for (let key of __getOwnPropNames(from))
      if (!__hasOwnProp.call(to, key) && key !== except)
        __defProp(to, key, { get: () => from[key], enumerable: !(desc = __getOwnPropDesc(from, key)) || desc.enumerable });
  }
  return to;
};
var __toESM = (mod, isNodeMode, target) => (target = mod != null ? __create(__getProtoOf(mod)) : {}, __copyProps(
  // If the importer is in node compatibility mode or this is not an ESM
  // file that has been converted to a CommonJS file using a Babel-
  // compatible transform (i.e. "__esModule" has not been set), then set
  // "default" to the CommonJS "module.exports" for node compatibility.
  isNodeMode || !mod || !mod.__esModule ? __defProp(target, "default", { value: mod, enumerable: true }) : target,
  mod
));
var __toCommonJS = (mod) => __copyProps(__defProp({}, "__esModule", { value: true }), mod);

// src/app.ts
var app_exports = {};
__export(app_exports, {
  handler: () => handler
});
module.exports = __toCommonJS(app_exports);
var import_express3 = __toESM(require("express"));
var import_serverless_http = __toESM(require("serverless-http"));

// src/routes/pages.ts
var import_express = require("express");
var pages = (0, import_express.Router)();
pages.get("/preview", async (request, response) => {
  const page = await fetch(String(request.query.url)); // hole: server-side-request-forgery
  response.json({ status: page.status });
});

// src/routes/reports.ts
var import_node_child_process = require("node:child_process");
var import_node_fs = require("node:fs");
var import_node_path = require("node:path");
var import_express2 = require("express");
var import_pg = require("pg");
var pool = new import_pg.Pool();
var reports = (0, import_express2.Router)();
reports.get("/:name", (request, response) => {
  response.type("text/plain").send((0, import_node_fs.readFileSync)((0, import_node_path.join)("/opt/reports", request.params.name))); // hole: path-traversal
});
reports.get("/", async (request, response) => {
  const { owner } = request.query;
  const { rows } = await pool.query(`SELECT * FROM reports WHERE owner = '${owner}'`); // hole: query-injection
  response.json(rows);
});
reports.get("/mine/:id", async (request, response) => {
  const { rows } = await pool.query("SELECT * FROM reports WHERE id = $1", [request.params.id]);
  response.json(rows);
});
reports.post("/print", (request, response) => {
  (0, import_node_child_process.execSync)("lp -d " + request.body.printer + " /tmp/report.ps"); // hole: command-injection
  response.status(202).end();
});

// src/app.ts
var app = (0, import_express3.default)();
app.use(import_express3.default.json());
app.use("/reports", reports);
app.use("/pages", pages);
app.get("/health", (_request, response) => response.json({ ok: true }));
var handler = (0, import_serverless_http.default)(app);
// Annotate the CommonJS export names for ESM import in node:
0 && (module.exports = {
  handler
});
