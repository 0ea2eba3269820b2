import { type IsHere, isTelltale, NamesUsed, type ShownCalls, type Span } from '../flow/index.ts';
import { isMakerOfBundler } from './bundler-helpers.ts';
import { clientCalls, clientsMadeAt, isSdkPlainlyUsed } from './clients-made.ts';
import { isReadByName } from './environment-reads.ts';
import { Places } from './evidence.ts';
import { roleOf } from './known-packages.ts';
import { isMention, link } from './link.ts';
import { requestOf } from './loads.ts';
import { lastName } from './of-plain-package.ts';
import { ownTreeOf } from './parse.ts';
import { isBuiltIn, isOfAwsSdk } from './plain-names.ts';
import { isOfFiles, isPlainPackage } from './plain-packages.ts';
import { type Binding, bindingOf, parentOf } from './scope.ts';
import { freePackage } from './sdk-calls/packages.ts';
import { isBuiltInModule, packageName } from './specifier-meaning.ts';
import {
  type AnyNode,
  childrenOf,
  type FunctionNode,
  fieldRead,
  isFunction,
  memberName,
  type NodeOf,
} from './syntax.ts';

/**
 * Where own code calls clients of AWS, if nothing in it may call them in another way: it makes up no code,
 * no name of what it loads and none of what it calls, starts nothing, and keeps each client under a name, which
 * stands before a method only. Less is known of it than of plain code: packages do what they do, those in a
 * bundle among them, where the bundler has headed their files. Undefined where it may.
 *
 * @param isHere of what it loads: whether that is a file of the archive.
 * @throws as `parseJavaScript` does.
 */
export function shownCalls(path: string, text: string, isHere: IsHere): ShownCalls | undefined {
  const places = new Places(new Map([[path, text]]));
  const packages = bundledPackages(text);
  const isUnheaded = packages.length === 0 && text.length > MOST_WITHOUT_HEADS;
  if (places.isMixed(path) || isUnheaded || askingAws.test(text) || packages.some(mayCall)) {
    return undefined;
  }

  const { program } = link(path, ownTreeOf(text).program);
  const clients = new Set<Binding>();
  const used = new NamesUsed();
  const pending: AnyNode[] = program.body.filter((each) => !isMakerOfBundler(each));

  for (let node = pending.pop(); node; node = pending.pop()) {
    if (places.isInPackage(node)) continue;
    const made = clientsMadeAt(node);
    if (made === 'unkept' || hidesCalls(node, isHere)) return undefined;
    if (made) clients.add(made);
    const name = nameUsedAt(node);
    if (name !== undefined) used.add(name, nameAround(node));
    pending.push(...childrenOf(node));
  }

  const calls = [...clients].map(clientCalls);
  if (!calls.every((each) => each !== undefined)) return undefined;

  const named = calls.flat().map((call) => ({ ...spanOf(call), within: nameAround(call) }));
  return { calls: named, used, shared: [], taken: new Set() };
}

function spanOf({ start, end }: Span): Span {
  return { start, end };
}

/** Of a field that is read, or a name that stands for a value: not where it is given. */
function nameUsedAt(node: AnyNode): string | undefined {
  if (node.type === 'Identifier') return isMention(node) ? node.name : undefined;
  if (node.type === 'Property' && parentOf(node)?.type === 'ObjectPattern') return memberName(node);
  if (node.type === 'ImportSpecifier') {
    return node.imported.type === 'Identifier' ? node.imported.name : String(node.imported.value);
  }
  if (node.type !== 'MemberExpression') return undefined;

  const parent = parentOf(node);
  const isGiven = parent?.type === 'AssignmentExpression' && parent.left === node;
  return isGiven || isOfClient(node.object) ? undefined : fieldRead(node);
}

function isOfClient(object: AnyNode): boolean {
  const [one, ...others] = bindingOf(object)?.definitions ?? [];

  return one?.kind === 'value' && others.length === 0 && clientsMadeAt(one.node) !== undefined;
}

/** Of the function that it stands in, or of the one around that. */
function nameAround(node: AnyNode): string | undefined {
  for (let at = parentOf(node); at; at = parentOf(at)) {
    if (!isFunction(at)) continue;
    const name = nameOfFunction(at);
    if (name !== undefined) return name;
  }
  return undefined;
}

function nameOfFunction(of: FunctionNode): string | undefined {
  const parent = parentOf(of);
  if (of.type === 'FunctionDeclaration') return of.id?.name;
  if (parent?.type === 'Property' || parent?.type === 'MethodDefinition') return memberName(parent);
  if (parent?.type === 'VariableDeclarator') {
    return parent.id.type === 'Identifier' ? parent.id.name : undefined;
  }
  return parent?.type === 'AssignmentExpression' && parent.left.type === 'MemberExpression'
    ? fieldRead(parent.left)
    : undefined;
}

/** What own code is longer than seldom: more is a bundle that does not say whose code is in it. */
const MOST_WITHOUT_HEADS = 200_000;

/** In a bundle, in whichever package: credentials of the function, and how requests to AWS are signed and sent. */
const askingAws =
  /amazonaws\.com|x-amz-(?:date|security-token)|AWS_(?:SECRET_ACCESS_KEY|SESSION_TOKEN|ACCESS_KEY_ID|CONTAINER_CREDENTIALS)|SigV4|AWS4-HMAC|169\.254\.(?:169|170)/i;

/** The packages of a bundle, by the paths that its bundler has noted. */
function bundledPackages(text: string): readonly string[] {
  const paths = text.matchAll(
    /(?:^\/\/ |["'])[^\n"' ]{0,300}?node_modules\/((?:@[\w.-]{1,60}\/)?[\w.-]{1,100})\//gm,
  );

  return [...new Set(Array.from(paths, ([, name = '']) => name))];
}

/** By itself, or by what the code gives it: the SDK's own classes are known in own code alone. */
function mayCall(name: string): boolean {
  return freePackage(name) !== undefined || /^(?:@aws-sdk\/|@smithy\/|aws-sdk$)/.test(name);
}

function hidesCalls(node: AnyNode, isHere: IsHere): boolean {
  const request = requestOf(node);
  if (request !== undefined && !isShownLoad(request, isHere)) return true;

  switch (node.type) {
    case 'Identifier':
      return isTelltale(node.name) || (isMention(node) && isOddMention(node));
    case 'Literal':
      return isTelltale(String(node.value));
    case 'TemplateElement':
      return isTelltale(node.value.cooked ?? '');
    case 'MemberExpression':
      return isOddField(node);
    case 'ImportExpression':
      return request === undefined;
    case 'CallExpression':
      return (
        isOfMadeUpName(node.callee) ||
        (lastName(node.callee) === 'require' && request === undefined)
      );
    case 'NewExpression':
      return isOfMadeUpName(node.callee);
    case 'WithStatement':
      return true;
    default:
      return false;
  }
}

/** `handlers[name](event)`: what that calls may be a method of a client. */
function isOfMadeUpName(callee: AnyNode): boolean {
  return callee.type === 'MemberExpression' && fieldRead(callee) === undefined;
}

function isShownLoad(request: string, isHere: IsHere): boolean {
  const name = request.replace(/^node:/, '');
  if (starting.has(name)) return false;
  if (name.startsWith('.') || name.startsWith('/')) return isHere(name);
  // A file of the archive may stand for a package, and then runs.
  return isBuiltIn(name) || isHere(name) || isBuiltInModule(name) || isKnownPackage(name);
}

/** Modules of the runtime by which code is run that is not written there. */
const starting: ReadonlySet<string> = new Set(
  'child_process cluster inspector inspector/promises module repl v8 vm wasi worker_threads'.split(
    ' ',
  ),
);

/** What it does is known, and what it calls of AWS is among what is seen. */
function isKnownPackage(request: string): boolean {
  const name = packageName(request) ?? request;

  if (unlisted.has(name)) return false;
  return roleOf(name) !== undefined || isPlainPackage(name) || isOfAwsSdk(name);
}

/** They call AWS by the SDK of the runtime, or sign requests, and what they call is not listed. */
const unlisted: ReadonlySet<string> = new Set(
  'aws-appsync aws-lambda data-api-client lambda-local minio'.split(' '),
);

/** Files that are served may be those of the process, which show its credentials; so does a variable by a name that is made up. */
function isOddField(node: NodeOf<'MemberExpression'>): boolean {
  const field = fieldRead(node) ?? '';
  if (field !== 'env') return odd.has(field) || isOfFiles(field);

  const { object } = node;
  return object.type === 'Identifier' && object.name === 'process' && !isReadByName(node);
}

function isOddMention(node: NodeOf<'Identifier'>): boolean {
  const binding = bindingOf(node);
  if (binding) return !isSdkPlainlyUsed(node, binding);
  if (node.name !== 'require') return oddGlobals.has(node.name);

  const parent = parentOf(node);
  const isAsked = parent?.type === 'UnaryExpression' && parent.operator === 'typeof';
  return !isAsked && !(parent?.type === 'CallExpression' && parent.callee === node);
}

const oddGlobals: ReadonlySet<string> = new Set(
  'Function Proxy Reflect WebAssembly eval global globalThis'.split(' '),
);

/** Fields through which code gets at code that is not written there. */
const odd: ReadonlySet<string> = new Set(
  'binding constructor createRequire dlopen getBuiltinModule mainModule middlewareStack __proto__'.split(
    ' ',
  ),
);
