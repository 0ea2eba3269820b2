"use strict";
Object.defineProperty(exports, "__esModule", { value: true });
exports.handler = void 0;
const service_1 = require("./users/service");
const service = new service_1.UserService();
const handler = async (event) => {
    const q = event.queryStringParameters ?? {};
    const users = q.name ? await service.byName(q.name) : await service.sorted(q.order);
    return { statusCode: 200, body: JSON.stringify(users) };
};
exports.handler = handler;
