import { ApolloServer } from '@apollo/server';
import { handlers, startServerAndCreateLambdaHandler } from '@as-integrations/aws-lambda';
import { execSync } from 'node:child_process';
import mysql from 'mysql2/promise';

const db = mysql.createPool({ uri: process.env.DB });
const typeDefs = `type Query { user(name: String): String ping(host: String): String } type Mutation { rename(id: ID, name: String): Boolean }`;

const resolvers = {
  Query: {
    user: async (_parent, { name }) => (await db.query(`select * from users where name = '${name}'`))[0], // bad: query-injection
    ping: (_parent, args) => execSync(`ping -c 1 ${args.host}`).toString(), // bad: command-injection
  },
  Mutation: {
    rename: async (_parent, { id, name }) => !!(await db.execute('update users set name = ? where id = ?', [name, id])), // good
  },
};

export const handler = startServerAndCreateLambdaHandler(new ApolloServer({ typeDefs, resolvers }), handlers.createAPIGatewayProxyEventV2RequestHandler());
