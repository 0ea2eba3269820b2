const { ApolloServer } = require('@apollo/server');
const { startServerAndCreateLambdaHandler, handlers } = require('@as-integrations/aws-lambda');
const { DynamoDB } = require('@aws-sdk/client-dynamodb');
const { DynamoDBDocument } = require('@aws-sdk/lib-dynamodb');
const db = DynamoDBDocument.from(new DynamoDB());

const typeDefs = `type Book { id: ID! title: String } type Query { book(id: ID!): Book } type Mutation { add(title: String!): Book }`;
const resolvers = {
  Query: { book: async (_, { id }) => (await db.get({ TableName: 'books', Key: { id } })).Item },
  Mutation: {
    add: async (_, { title }) => {
      const Item = { id: Date.now().toString(36), title };
      await db.put({ TableName: 'books', Item });
      return Item;
    },
  },
};
const server = new ApolloServer({ typeDefs, resolvers });

exports.handler = startServerAndCreateLambdaHandler(server, handlers.createAPIGatewayProxyEventV2RequestHandler());
