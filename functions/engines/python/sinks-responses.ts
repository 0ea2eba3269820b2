import { argumentOf, isConstant } from './call-arguments.ts';
import { constantText } from './constant-text.ts';
import type { Fact } from './entry.ts';
import { escapeHtml, relativeOnly } from './fixes/texts.ts';
import { contentType, isLocation } from './response-form.ts';
import { bindingOf } from './scope.ts';
import { type NamedSink, sinks } from './sink-table.ts';
import type { AnyNode, Call, Expression } from './syntax.ts';
import type { Values } from './value.ts';

const flask =
  'flask.Response flask.wrappers.Response flask.make_response quart.Response quart.make_response';
const powertools =
  'aws_lambda_powertools.event_handler.Response aws_lambda_powertools.event_handler.api_gateway.Response';
const chalice = 'chalice.Response chalice.app.Response';
const starlette = 'fastapi.Response fastapi.responses.Response starlette.responses.Response';

const texts = ['JSONResponse', 'ORJSONResponse', 'PlainTextResponse', 'HTMLResponse']
  .flatMap((name) => [`fastapi.responses.${name}`, `starlette.responses.${name}`])
  .join(' ');

/** What answers a browser: with a page, or with the address of another. */
export const responseSinks: readonly NamedSink[] = [
  ...sinks(
    'unescaped-html',
    'fastapi.responses.HTMLResponse starlette.responses.HTMLResponse django.http.HttpResponse',
    '0 content',
    { fix: escapeHtml, when: (call, values) => mayBePage(call, values, 1) },
  ),
  ...sinks(
    'unescaped-html',
    'markupsafe.Markup flask.Markup django.utils.safestring.mark_safe',
    '0',
    { fix: escapeHtml },
  ),
  // A text is a page to them, unless it is said to be something else.
  ...sinks('unescaped-html', flask, '0 response', {
    fix: escapeHtml,
    when: (call, values) => mayBePage(call, values, 3),
  }),
  ...sinks(
    'environment-returned',
    `${flask} ${chalice} ${starlette} ${texts}`,
    '0 response body content',
    { isDeep: true },
  ),
  ...sinks('environment-returned', 'flask.jsonify quart.jsonify', '*', { isDeep: true }),
  ...sinks('environment-returned', powertools, '2 body', { isDeep: true }),
  ...sinks('unescaped-html', powertools, '2 body', {
    fix: escapeHtml,
    when: (call, values) => isPage(call, values, 1),
  }),
  ...sinks('unescaped-html', chalice, '0 body', {
    fix: escapeHtml,
    when: (call, values) => isPage(call, values, undefined),
  }),
  ...sinks('unescaped-html', starlette, '0 content', {
    fix: escapeHtml,
    when: (call, values) => isPage(call, values, 3),
  }),
  ...sinks(
    'open-redirect',
    'flask.redirect quart.redirect werkzeug.utils.redirect bottle.redirect django.shortcuts.redirect django.http.HttpResponseRedirect starlette.responses.RedirectResponse fastapi.responses.RedirectResponse',
    '0 location url redirect_to',
    { fix: relativeOnly },
  ),
  ...sinks('open-redirect', `${flask} ${powertools} ${chalice} ${starlette}`, '1 2 3 headers', {
    isDeep: true,
    when: (_, __, { path }: Fact) => path.length === 1 && isLocation(path[0] ?? ''),
    title: 'Location',
    fix: relativeOnly,
  }),
];

function isPage(call: Call, values: Values, position: number | undefined): boolean {
  return (typeIn(call, values, position) ?? '').includes('html');
}

function mayBePage(call: Call, values: Values, position: number): boolean {
  const type = typeIn(call, values, position) ?? typeSetLater(call);
  const isEmpty = isConstant(argumentOf(call, 0), 'None');

  return !isEmpty && (type === undefined || type.includes('html'));
}

/** What the call says of the type: by its own argument, or in a table of headers. */
function typeIn(call: Call, values: Values, position: number | undefined): string | undefined {
  const given = argumentOf(call, position, 'content_type', 'mimetype', 'media_type');
  const headers = argumentOf(call, undefined, 'headers');

  return given ? typeNamed(given) : headers && contentType(values, headers);
}

/** `'text/html'`, and `content_types.TEXT_HTML`. */
function typeNamed(node: Expression): string {
  const name = node.type === 'Attribute' || node.type === 'Name' ? node.name : '';

  return constantText(node) ?? name.toLowerCase();
}

/** `response.headers['Content-Type'] = …` and `response.mimetype = …`, of what the call makes. */
function typeSetLater(call: Call): string | undefined {
  const target = targetOf(call);
  const writes = (target && bindingOf(target)?.writes) ?? [];
  const set = writes.find(({ path: [field = '', name = ''] }) => {
    return /^(?:mimetype|content_type)$/.test(field) || /^content-type$/i.test(name);
  });

  return set && typeNamed(set.value);
}

function targetOf({ parent }: AnyNode): Expression | undefined {
  return parent?.type === 'Assign' ? parent.targets[0] : undefined;
}
