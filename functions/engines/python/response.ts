import { isLong, MOST_STEPS_OF_SECRET } from '../flow/index.ts';
import { constantText } from './constant-text.ts';
import type { Fact } from './entry.ts';
import { isOfWholeEnvironment } from './environment.ts';
import { isJson, someField } from './field-path.ts';
import { escapeHtml, relativeOnly } from './fixes/texts.ts';
import type { Flow } from './flow.ts';
import { contentType, isLocation, type ResponseForm } from './response-form.ts';
import type { Sink } from './sink.ts';
import type { Expression } from './syntax.ts';
import type { Values } from './value.ts';

/** What a handler or a route returns is sent to the caller. */
export function respond(flow: Flow, node: Expression, fact: Fact, form: ResponseForm): void {
  if (form !== 'lambda') flow.report(node, ownOf(fact), fact);
  if (form === 'page') respondPage(flow, node, fact);
  if (form !== 'lambda') return;

  const [field = ''] = fact.path;
  const at = entryAt(flow.values, node, field) ?? node;
  for (const sink of sinksOfResponse(flow.values, node, fact)) flow.report(at, sink, fact);
}

/** `return text` and `return text, 200, {'Content-Type': …}` of a view. */
function respondPage(flow: Flow, node: Expression, fact: Fact): void {
  const [index, field = ''] = fact.path;
  const parts = node.type === 'Tuple' ? node.elements : [];
  const headers = parts.find((part) =>
    flow.values.valuesOf(part).some(({ kind }) => kind === 'dict'),
  );
  const isTable = headers !== undefined && headers === parts[0];

  if (index === undefined || (index === '0' && parts.length > 0)) {
    const isPage = !headers || isTable || mayBeHtml(contentType(flow.values, headers));
    if (isPage && !isTable) flow.report(parts[0] ?? node, markup, fact);
  } else if (headers && headers === parts[Number(index)] && isLocation(field)) {
    flow.report(node, redirect, fact);
  }
}

/** A view's text is HTML where nothing else is said. */
function mayBeHtml(type: string | undefined): boolean {
  return type === undefined || type.includes('html');
}

/** `response.headers['Location'] = x`. */
export function setHeader(flow: Flow, target: Expression, fact: Fact): void {
  const isHeader =
    target.type === 'Subscript' &&
    target.object.type === 'Attribute' &&
    target.object.name === 'headers' &&
    isLocation(constantText(target.index) ?? '');

  if (isHeader && fact.path.length === 0) flow.report(target, redirect, fact);
}

/** The value of a field, where the response is one table of the code. */
function entryAt(values: Values, node: Expression, field: string): Expression | undefined {
  const [table, ...others] = values.valuesOf(node);
  if (table?.kind !== 'dict' || others.length > 0) return undefined;

  return table.node.entries.find(({ key }) => constantText(key) === field)?.value;
}

function sinksOfResponse(values: Values, node: Expression, fact: Fact): readonly Sink[] {
  const { path } = fact;
  const [first, ...rest] = path;

  if (first === 'headers' || first === 'multiValueHeaders') {
    return isLocation(rest[0] ?? '') ? [redirect] : [];
  }
  if (first !== 'body' && first !== someField) return [];

  const isHtml = !isJson(rest) && isHtmlResponse(values, node);
  const isHeader = first === someField && rest.length === 0;
  return [
    details,
    whole,
    ownOf(fact),
    ...(isJson(rest) ? [] : [json]),
    ...(isHtml ? [markup] : []),
    ...(isHeader ? [redirect] : []),
  ];
}

const details: Sink = {
  kind: 'error-details-returned',
  title: 'the response',
  fix: () => "return {'statusCode': 500, 'body': json.dumps({'message': 'Internal error'})}",
};

const whole: Sink = {
  kind: 'event-returned',
  title: 'the response',
  fix: () => "return {'statusCode': 200, 'body': json.dumps({'message': 'ok'})}",
};

const environment: Sink = {
  kind: 'environment-returned',
  title: 'os.environ',
  fix: () => "return {'statusCode': 200, 'body': json.dumps({'stage': os.environ['STAGE']})}",
};

const secret: Sink = { kind: 'environment-returned', title: 'the response' };

function ownOf(fact: Fact): Sink {
  if (isOfWholeEnvironment(fact)) return environment;

  return isLong(fact, MOST_STEPS_OF_SECRET) ? { ...secret, severity: 'medium' } : secret;
}

const json: Sink = {
  kind: 'json-injection',
  title: 'the response',
};

const redirect: Sink = { kind: 'open-redirect', title: 'Location', fix: relativeOnly };

const markup: Sink = { kind: 'unescaped-html', title: 'text/html', fix: escapeHtml };

/** Whether the table that is returned says that its body is HTML. */
function isHtmlResponse(values: Values, node: Expression): boolean {
  return values.valuesOf(node).some((value) => {
    if (value.kind !== 'dict') return false;
    const headers = value.node.entries.find(({ key }) => constantText(key) === 'headers')?.value;

    return headers !== undefined && (contentType(values, headers) ?? '').includes('text/html');
  });
}
