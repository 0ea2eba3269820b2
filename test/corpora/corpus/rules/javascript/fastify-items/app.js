const fastify = require('fastify');
const items = require('./items');

module.exports = function build() {
  const app = fastify({ logger: false });

  app.get('/items/:id', async (request) => items.byId(request.params.id));
  app.get('/items', async (request) => items.search(request.query.q));
  app.post('/items', async (request) => items.add(request.body));

  return app;
};
