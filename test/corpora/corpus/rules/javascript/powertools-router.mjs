import { Router } from '@aws-lambda-powertools/event-handler/http';
import { execSync } from 'node:child_process';

const app = new Router();

app.get('/whois/:domain', async ({ params: { domain } }) => ({ text: execSync(`whois ${domain}`).toString() })); // bad: command-injection
app.get('/domains/:domain', async ({ params: { domain } }) => ({ domain, length: domain.length })); // good
app.post('/mirror', async ({ req }) => {
  const { source } = await req.json();
  const answer = await fetch(source); // bad: server-side-request-forgery
  return { status: answer.status };
});

export const handler = async (event, context) => app.resolve(event, context);
