"use strict";
Object.defineProperty(exports, "__esModule", { value: true });
exports.handler = void 0;
const client_dynamodb_1 = require("@aws-sdk/client-dynamodb");
class Orders {
    client;
    table;
    constructor(client = new client_dynamodb_1.DynamoDBClient({}), table = process.env.ORDERS) {
        this.client = client;
        this.table = table;
    }
    async all() {
        return this.client.send(new client_dynamodb_1.ScanCommand({ TableName: this.table }));
    }
    async drop(id) {
        await this.client.send(new client_dynamodb_1.DeleteItemCommand({ TableName: this.table, Key: { id: { S: id } } }));
    }
}
const orders = new Orders();
const handler = async (event) => {
    const { Items } = await orders.all();
    for (const item of Items ?? [])
        await orders.drop(item.id.S);
};
exports.handler = handler;
