import { Hono } from 'hono';
import { handle } from 'hono/aws-lambda';
import { execFileSync, execSync } from 'node:child_process';

const app = new Hono();

app.get('/dig/:name', (c) => c.text(execSync('dig ' + c.req.param('name')).toString())); // bad: command-injection
app.get('/host/:name', (c) => c.text(execFileSync('host', [c.req.param('name')]).toString())); // good
app.post('/run', async (c) => {
  const { code } = await c.req.json();
  return c.json({ result: eval(code) }); // bad: event-code-execution
});
app.get('/go', (c) => c.redirect(c.req.query('to'))); // bad: open-redirect

export const handler = handle(app);
