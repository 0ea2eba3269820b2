"use strict";
Object.defineProperty(exports, "__esModule", { value: true });
exports.handler = exports.makeHandler = void 0;
const client_dynamodb_1 = require("@aws-sdk/client-dynamodb");
const lib_dynamodb_1 = require("@aws-sdk/lib-dynamodb");
class NotesRepository {
    constructor(client, tableName) {
        this.client = client;
        this.tableName = tableName;
    }
    async byOwner(owner, cursor) {
        const { Items, LastEvaluatedKey } = await this.client.send(new lib_dynamodb_1.QueryCommand({
            TableName: this.tableName,
            KeyConditionExpression: "#owner = :owner",
            ExpressionAttributeNames: { "#owner": "owner" },
            ExpressionAttributeValues: { ":owner": owner },
            ExclusiveStartKey: cursor ? JSON.parse(Buffer.from(cursor, "base64").toString()) : undefined,
            Limit: 25,
        }));
        return { items: Items, cursor: LastEvaluatedKey && Buffer.from(JSON.stringify(LastEvaluatedKey)).toString("base64") };
    }
}
const makeHandler = (repository) => async (event) => {
    const owner = event.requestContext.authorizer.jwt.claims.sub;
    const page = await repository.byOwner(owner, event.queryStringParameters?.cursor);
    return { statusCode: 200, body: JSON.stringify(page) };
};
exports.makeHandler = makeHandler;
exports.handler = (0, exports.makeHandler)(new NotesRepository(lib_dynamodb_1.DynamoDBDocumentClient.from(new client_dynamodb_1.DynamoDBClient({})), process.env.TABLE));
