import type { DesignKind } from '../../../core/open-design.ts';
import { placeKey, type SdkCall } from '../../../core/sdk-calls.ts';
import { isOfFramework } from '../answers.ts';
import type { Places } from '../evidence.ts';
import { packageIn } from '../known-packages.ts';
import { isLoader } from '../loads.ts';
import { bindingOf, parentOf } from '../scope.ts';
import type { Visitor } from '../sdk-calls/reach.ts';
import { isAnswer } from '../signatures/inert-calls.ts';
import {
  type AnyNode,
  type CallNode,
  type ClassNode,
  calledName,
  type FunctionNode,
  fieldRead,
  isCall,
  isFunction,
} from '../syntax.ts';
import type { Value } from '../value.ts';
import { AwsEffects, isCallOf, isReading } from './aws-effects.ts';
import type { Effect } from './effect.ts';
import { isHarmlessPackage, isOfApplication, isOfAwsSdk } from './harmless-packages.ts';
import { mailEffect } from './mail-effects.ts';
import { paymentEffect } from './payment-effects.ts';
import { isPlainMethod } from './plain-methods.ts';
import type { Readers } from './readers.ts';
import { StoreEffects } from './store-effects.ts';

interface Settings {
  readonly places: Places;
  readonly calls: readonly SdkCall[];
  /** Whether no package is loaded by which anything may be changed, but AWS's own SDK. */
  readonly isOfAwsAlone: boolean;
  /** Functions that run once for each request. */
  readonly entries: ReadonlySet<AnyNode>;
  /** Functions that are not looked into: those of other routes. */
  readonly leftOut: ReadonlySet<AnyNode>;
}

/** Collects what code changes that may run. */
export class Effects implements Visitor {
  readonly #of: Readers;
  readonly #settings: Settings;
  readonly #byPlace: ReadonlyMap<string, readonly SdkCall[]>;
  readonly #aws: AwsEffects;
  readonly #stores: StoreEffects;
  readonly #met = new Set<string>();
  readonly #made = new Set<string>();
  readonly #asked: { readonly call: CallNode; readonly each: SdkCall; readonly effect: Effect }[] =
    [];
  readonly #found: { readonly kind: DesignKind; readonly node: AnyNode }[] = [];
  #hasMore = false;

  constructor(of: Readers, settings: Settings) {
    this.#of = of;
    this.#settings = settings;
    this.#byPlace = Map.groupBy(settings.calls, placeKey);
    this.#aws = new AwsEffects(of, settings.entries);
    this.#stores = new StoreEffects(of);
  }

  /** Whether each call of AWS was met. */
  get hasMetAll(): boolean {
    return this.#settings.calls.every((each) => this.#made.has(placeKey(each)));
  }

  /** What it changes, in the order in which it was met; undefined where it may change more. */
  get found(): readonly { readonly kind: DesignKind; readonly node: AnyNode }[] | undefined {
    const isAllSeen = [...this.#met].every((key) => this.#made.has(key));
    if (this.#hasMore || !isAllSeen) return undefined;
    // A sign-up beside what is read may be a new password, and a count beside it a sale.
    const isAlone = this.#asked.length === 1 && this.#found.length === 0;
    const ofAws = this.#asked.map(({ call, each, effect }) => ({
      node: call,
      kind: isAlone || !alone.has(effect) ? effect : this.#aws.besideOthers(call, each),
    }));
    const changed = ofAws.flatMap(({ kind, node }) =>
      kind === 'nothing' || kind === 'more' ? [] : { kind, node },
    );

    return ofAws.some(({ kind }) => kind === 'more') ? undefined : [...changed, ...this.#found];
  }

  enters(node: ClassNode | FunctionNode): boolean {
    return !this.#settings.leftOut.has(node) && !this.#settings.places.isInPackage(node);
  }

  visit(node: AnyNode): boolean {
    if (this.#hasMore || this.#settings.places.isInPackage(node)) return false;

    switch (node.type) {
      case 'CallExpression':
      case 'NewExpression':
        return this.#called(node);
      case 'TaggedTemplateExpression':
        this.#add(this.#stores.ofTagged(node), node);
        return false;
      case 'ImportExpression':
        this.#hasMore = true;
        return false;
      case 'Identifier':
        if (acting.has(node.name) && !bindingOf(node)) this.#hasMore = true;
        return false;
      case 'MemberExpression':
        if (fieldRead(node) === 'constructor' || isWholeEnvironment(node) || isAnyVariable(node)) {
          this.#hasMore = true;
        }
        return false;
      default:
        return false;
    }
  }

  #add(effect: Effect, node: AnyNode): void {
    if (effect === 'more') this.#hasMore = true;
    else if (effect !== 'nothing') this.#found.push({ kind: effect, node });
  }

  /** @returns whether it is known what is called. */
  #called(call: CallNode): boolean {
    const key = placeKey(this.#settings.places.of(call));
    const calls = this.#byPlace.get(key) ?? [];
    if (calls.length > 0) {
      this.#met.add(key);
      const own = calls.filter((each) => isReading(each) || isCallOf(call, each.operation));
      if (own.length > 0) {
        this.#made.add(key);
        for (const each of own) this.#asked.push({ call, each, effect: this.#aws.of(call, each) });
        return true;
      }
    }
    if (isLoader(call.callee)) return false;
    const seen = this.#of.values.valuesOf(call.callee);
    if (seen.length === 0) this.#add(this.#ofUnseen(call), call);
    for (const value of seen) this.#add(this.#ofValue(value, call), call);

    return false;
  }

  #ofValue(value: Value, call: CallNode): Effect {
    switch (value.kind) {
      case 'function':
      case 'wrapped':
      case 'class':
      case 'instance':
      case 'prototype': {
        const name = this.#settings.places.packageOf(value.node);
        const isInside = name === undefined && this.#settings.places.isInPackage(value.node);
        return isInside || (name !== undefined && !isHarmlessPackage(name)) ? 'more' : 'nothing';
      }
      case 'name':
      case 'made':
        return this.#ofName(value.name, value, call);
      default:
        return 'nothing';
    }
  }

  #ofName(name: string, value: Value, call: CallNode): Effect {
    if (isOfFramework(name)) return 'nothing';
    const method = calledName(call) ?? '';
    const of = packageIn(name);
    if (of === undefined) return this.#ofGlobal(name, value, call);
    if (handing.test(name) || handing.test(method)) return 'more';
    if (
      signers.has(of) &&
      [method, name.slice(name.lastIndexOf('.') + 1)].some((each) => signing.has(each))
    ) {
      return 'more';
    }
    if (isOfAwsSdk(of) || isOfApplication(of)) return 'nothing';
    const effect =
      paymentEffect(call, of, value, this.#of) ??
      mailEffect(call, of, this.#of) ??
      this.#stores.of(call, of, value);

    return effect ?? (isHarmlessPackage(of) ? 'nothing' : 'more');
  }

  #ofGlobal(name: string, value: Value, { arguments: [given] }: CallNode): Effect {
    const [root = name] = name.split('.');
    if (value.kind === 'made') return acting.has(root) ? 'more' : 'nothing';
    if (/^set(?:Timeout|Interval|Immediate)$/.test(root)) {
      return given && (isFunction(given) || this.#of.values.functionsOf(given).length > 0)
        ? 'nothing'
        : 'more';
    }
    return harmlessGlobals.has(root) ||
      /^process\.(?:cwd|hrtime|uptime|memoryUsage|on|once|nextTick)/.test(name)
      ? 'nothing'
      : 'more';
  }

  /** Where nothing but AWS can be called, what is called is data; else only where its name says so. */
  #ofUnseen(call: CallNode): Effect {
    if (this.#settings.isOfAwsAlone || isAnswer(call.callee, this.#of.values)) return 'nothing';
    if (call.callee.type === 'MemberExpression') {
      return isPlainMethod(fieldRead(call.callee) ?? '') ? 'nothing' : 'more';
    }
    // What a helper is given to call was looked into where it was given.
    const [definition] = bindingOf(call.callee)?.definitions ?? [];
    const sites = definition?.kind === 'parameter' ? this.#of.values.sitesOf(definition.of) : [];
    const isOwn =
      definition?.kind === 'parameter' &&
      definition.path.length === 0 &&
      sites.length > 0 &&
      sites.every(({ call: site, shift }) => {
        const given = site.arguments[definition.index + shift];
        return given !== undefined && this.#of.values.functionsOf(given).length > 0;
      });
    return isOwn ? 'nothing' : 'more';
  }
}

/** `JSON.stringify(process.env)`, and not one variable of it. */
function isWholeEnvironment(
  node: Extract<AnyNode, { readonly type: 'MemberExpression' }>,
): boolean {
  if (fieldRead(node) !== 'env' || node.object.type !== 'Identifier') return false;
  if (node.object.name !== 'process') return false;
  const around = parentOf(node);

  return (
    isCall(around) ||
    around?.type === 'Property' ||
    around?.type === 'SpreadElement' ||
    around?.type === 'ReturnStatement'
  );
}

/** `process.env[name]`, of a name that is made up, and the keys of the function itself. */
function isAnyVariable(node: Extract<AnyNode, { readonly type: 'MemberExpression' }>): boolean {
  return (
    node.object.type === 'MemberExpression' &&
    fieldRead(node.object) === 'env' &&
    /^(?:AWS_SECRET_ACCESS_KEY|AWS_SESSION_TOKEN|)$/.test(fieldRead(node) ?? '')
  );
}

/** What counts where it is all that is asked of AWS. */
const alone: ReadonlySet<Effect> = new Set(['counter', 'sign-up']);

/** They send, or run text. */
const acting: ReadonlySet<string> = new Set(
  'fetch eval Function WebSocket XMLHttpRequest EventSource globalThis global'.split(' '),
);

/** They give callers a way to what the function may do. */
const handing =
  /presigner|getSignedUrl|createPresignedPost|getSignedCookies|cloudfront-signer|credential-provider/i;

/** They make tokens, which open doors. */
const signers: ReadonlySet<string> = new Set(
  'jsonwebtoken jws jwt-simple jose njwt hono hono/jwt'.split(' '),
);

const signing: ReadonlySet<string> = new Set('sign encode create SignJWT'.split(' '));

const harmlessGlobals: ReadonlySet<string> = new Set(
  (
    'AbortController Array ArrayBuffer BigInt Boolean Buffer Date Error EvalError FormData Headers Intl JSON Map Math Number Object Promise ' +
    'RangeError Reflect RegExp Response Set String Symbol SyntaxError TextDecoder TextEncoder TypeError URL URLSearchParams Uint8Array WeakMap WeakSet ' +
    'atob btoa clearInterval clearTimeout console crypto decodeURI decodeURIComponent encodeURI encodeURIComponent escape isFinite isNaN ' +
    'parseFloat parseInt performance queueMicrotask structuredClone unescape require'
  ).split(' '),
);
