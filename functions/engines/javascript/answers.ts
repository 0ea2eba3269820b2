/** How a function of a framework answers by one of its methods. */
export interface Answer {
  /**
   * What the argument becomes: a body whose type is guessed from what it is (a text is HTML), a
   * page, a body of another type, an address to go to, the path of a file, or a header.
   */
  readonly as: 'body' | 'html' | 'data' | 'redirect' | 'file' | 'header';
  /** Index of it, or the last of those that are given. */
  readonly argument: number | 'last';
}

/** What a framework hands to functions, as a value: `framework:express.response`. */
export function answeringName(framework: string, role: 'response' | 'context' | 'next'): string {
  return `framework:${framework}.${role}`;
}

/** Whether a name, as in `Value`, is of what a framework hands to functions. */
export function isOfFramework(name: string): boolean {
  return name.startsWith('framework:');
}

/** The answer that a call of a name gives, as in `Value`; undefined for what answers nothing. */
export function answerOf(name: string): Answer | undefined {
  return isOfFramework(name) ? answers.get(methodOf(name)) : undefined;
}

/** Whether a call of a name results in the object whose method it is: `response.status(200)`. */
export function isChained(name: string): boolean {
  return isOfFramework(name) && chained.has(methodOf(name));
}

/** Whether nothing of the code is called by it. */
export function isAnswering(name: string): boolean {
  const method = methodOf(name);

  return answers.has(method) || chained.has(method) || others.has(method);
}

/** The object whose method a name is. */
export function answererOf(name: string): string {
  return name.slice(0, name.lastIndexOf('.'));
}

function methodOf(name: string): string {
  return name.slice(name.lastIndexOf('.') + 1);
}

/** Sources: the responses of Express, Fastify, Koa, Hono and hapi, and that of Node. */
const answers: ReadonlyMap<string, Answer> = new Map([
  ...rows('body', 0, 'send write end response'),
  ...rows('html', 0, 'html'),
  ...rows('data', 0, 'json jsonp text body newResponse sendStatus'),
  ...rows('redirect', 'last', 'redirect location'),
  ...rows('file', 0, 'sendFile download attachment sendfile'),
  ...rows('header', 1, 'set header setHeader append cookie writeHead appendHeader setCookie'),
]);

/** They return the response itself. */
const chained: ReadonlySet<string> = new Set(
  (
    'status code set header headers append cookie clearCookie setCookie type contentType links ' +
    'location vary attachment cors cache etag removeHeader'
  ).split(' '),
);

/** What else a response or a context has that runs no code of the function's own. */
const others: ReadonlySet<string> = new Set(
  'render view throw assert next get getHeader removeHeader hasHeader flushHeaders error format'.split(
    ' ',
  ),
);

function rows(
  as: Answer['as'],
  argument: Answer['argument'],
  methods: string,
): readonly (readonly [string, Answer])[] {
  return methods.split(' ').map((method) => [method, { as, argument }]);
}
