/**
 * The handler that a wrapper calls, where the configured one is the wrapper of a monitoring service and a
 * variable names the own one; undefined for all others. Of the environment no other value is given on.
 *
 * Sources: "Instrumenting Node.js (Python) Serverless Applications" (Datadog), "Environment variables for AWS
 * Lambda" (New Relic), lumigo_tracer and lumigo-auto-instrument (Lumigo), "AWS Lambda" (Sentry for Python),
 * epsagon.constants (Epsagon), "Lambda handler" (Thundra, now Catchpoint), "AWS Lambda" (Instana).
 */
export function wrappedHandler(
  handler: string | undefined,
  variables: Readonly<Record<string, string>>,
): string | undefined {
  for (const [wrapper, names] of wrappers) {
    if (!handler?.toLowerCase().includes(wrapper)) continue;
    const named = names.map((name) => variables[name]).find((value) => value !== undefined);
    if (named !== undefined && named !== handler && isHandler(named)) return named;
  }
  return undefined;
}

/** By a word in the handler that each of them has. */
const wrappers: readonly (readonly [string, readonly string[]])[] = [
  ['datadog', ['DD_LAMBDA_HANDLER']],
  ['newrelic', ['NEW_RELIC_LAMBDA_HANDLER']],
  ['lumigo', ['LUMIGO_ORIGINAL_HANDLER']],
  ['sentry', ['SENTRY_INITIAL_HANDLER']],
  ['epsagon', ['EPSAGON_HANDLER']],
  ['thundra', ['thundra_agent_lambda_handler', 'THUNDRA_AGENT_LAMBDA_HANDLER']],
  ['catchpoint', ['catchpoint_agent_lambda_handler', 'CATCHPOINT_AGENT_LAMBDA_HANDLER']],
  ['instana', ['LAMBDA_HANDLER']],
];

/** `folder/file.export`: what else may stand there is no name. */
function isHandler(value: string): boolean {
  return /^[\w./@-]{1,200}$/.test(value) && /[^./]\.[\w-]+$/.test(value);
}
