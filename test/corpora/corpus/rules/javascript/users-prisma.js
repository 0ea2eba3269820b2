"use strict";
Object.defineProperty(exports, "__esModule", { value: true });
exports.handler = void 0;
const client_1 = require("@prisma/client");
const prisma = new client_1.PrismaClient();
const handler = async (event) => {
    const name = event.pathParameters?.name;
    const bad = await prisma.$queryRawUnsafe(`SELECT * FROM "User" WHERE name = '${name}'`); // bad: query-injection
    const good = await prisma.$queryRaw `SELECT * FROM "User" WHERE name = ${name}`; // good
    const best = await prisma.user.findMany({ where: { name: String(name) } }); // good
    return { statusCode: 200, body: JSON.stringify({ bad, good, best }) };
};
exports.handler = handler;
