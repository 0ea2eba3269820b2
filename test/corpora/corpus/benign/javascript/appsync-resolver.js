const { util } = require('./util');

const resolvers = {
  Query: {
    post: async (event) => util.read(event.arguments.id),
    posts: async () => util.list(),
  },
  Mutation: {
    createPost: async (event) => util.write({ ...event.arguments.input, author: event.identity.username }),
  },
};

exports.handler = async (event) => {
  const type = resolvers[event.typeName];
  const resolver = type && type[event.fieldName];
  if (!resolver) throw new Error('Resolver not found.');
  return resolver(event);
};
