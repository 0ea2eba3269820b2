import { createRequire } from 'node:module';
const require = createRequire(import.meta.url);

const plugins = { csv: () => import('./csv.mjs'), json: () => import('./json.mjs') };

export const handler = async (event) => {
  const wanted = event.pathParameters.plugin;
  const known = Object.hasOwn(plugins, wanted) ? await plugins[wanted]() : undefined; // good
  const any = known ?? (await import(wanted)); // bad: event-code-execution

  setTimeout(event.queryStringParameters.then, 10); // good
  return { statusCode: 200, body: String(any.default.name), headers: { 'content-type': 'application/json' } };
};
