const Koa = require('koa');
const Router = require('@koa/router');
const bodyParser = require('koa-bodyparser');
const serverless = require('serverless-http');
const axios = require('axios').default;

const app = new Koa();
const router = new Router();

router.post('/fetch', async (ctx) => {
  const { data } = await axios.post(ctx.request.body.callback, { done: true }); // bad: server-side-request-forgery
  ctx.body = { data };
});
router.get('/status/:id', async (ctx) => {
  const { data } = await axios.get('https://status.example.com/v1/' + encodeURIComponent(ctx.params.id)); // good
  ctx.body = { data };
});

app.use(bodyParser());
app.use(router.routes());
module.exports.handler = serverless(app);
