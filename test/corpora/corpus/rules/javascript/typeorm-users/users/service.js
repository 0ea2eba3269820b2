"use strict";
Object.defineProperty(exports, "__esModule", { value: true });
exports.UserService = void 0;
const typeorm_1 = require("typeorm");
const source = new typeorm_1.DataSource({ type: "postgres", url: process.env.DATABASE_URL });
class UserService {
    async byName(name) {
        const repository = source.getRepository("User");
        const safe = await repository.createQueryBuilder("u").where("u.name = :name", { name }).getMany(); // good
        return safe.length ? safe : source.query(`SELECT * FROM users WHERE name = '${name}'`); // bad: query-injection
    }
    async sorted(order) {
        return source.manager.query("SELECT * FROM users ORDER BY " + (order === "desc" ? "name DESC" : "name")); // good
    }
}
exports.UserService = UserService;
