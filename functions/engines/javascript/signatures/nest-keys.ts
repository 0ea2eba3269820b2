import { packageIn } from '../known-packages.ts';
import { enclosingClass, returnsOf } from '../members.ts';
import { objectsOf, optionIn, textOf } from '../options.ts';
import { bindingOf, parentOf } from '../scope.ts';
import { constructedBy } from '../sites.ts';
import {
  type AnyNode,
  type CallNode,
  childrenOf,
  type FunctionNode,
  fieldRead,
  isCall,
  memberName,
} from '../syntax.ts';
import type { Entered } from './entered.ts';

/**
 * Whether the strategy `jwt` of Passport is that of passport-jwt, with a key that is the code's own, or one of a
 * provider of keys.
 */
export function verifiesTokens(code: Entered, isKey: (key: AnyNode) => boolean): boolean {
  const { values } = code;
  const strategies = values.callsOf('PassportStrategy');
  const ofJwt = strategies.filter(
    ({ arguments: [strategy] }) =>
      strategy !== undefined &&
      values.namesOf(strategy).some((name) => packageIn(name) === 'passport-jwt'),
  );
  const isNamed = ({ arguments: [, name] }: CallNode) =>
    name !== undefined && (textOf(name) ?? 'jwt') === 'jwt';
  const settings = values.callsOf('super').filter((call) => {
    const base = enclosingClass(call)?.superClass;
    return isCall(base ?? undefined) && ofJwt.some((each) => each === base);
  });

  return (
    ofJwt.length > 0 &&
    ofJwt.every((each) => each.arguments[1] === undefined || isNamed(each)) &&
    strategies.every((each) => ofJwt.includes(each) || !isNamed(each)) &&
    settings.length >= ofJwt.length &&
    settings.every((each) => hasKey(each, code, isKey))
  );
}

function hasKey(
  { arguments: [given] }: CallNode,
  code: Entered,
  isKey: (key: AnyNode) => boolean,
): boolean {
  const { values } = code;
  if (!isWhole(given)) return false;
  const provider = optionIn(values, given, 'secretOrKeyProvider');
  if (provider) {
    return (
      isCall(provider) &&
      values.namesOf(provider.callee).includes('module:jwks-rsa.passportJwtSecret')
    );
  }
  const key = optionIn(values, given, 'secretOrKey');

  return key !== undefined && isKey(key);
}

/** Written in place, with nothing that is spread into it. */
function isWhole(node: AnyNode | undefined): boolean {
  return (
    node?.type === 'ObjectExpression' && node.properties.every(({ type }) => type === 'Property')
  );
}

/** Whether what `JwtService` verifies by, where it is given nothing, is the code's own. */
export function hasModuleKey(code: Entered, isKey: (key: AnyNode) => boolean): boolean {
  const { values } = code;
  const isOfModule = ({ callee }: CallNode) =>
    values.namesOf(callee).some((name) => name.startsWith('module:@nestjs/jwt.JwtModule'));
  const given = [
    ...values
      .callsOf('register')
      .filter(isOfModule)
      .map(({ arguments: [each] }) => [each]),
    ...values
      .callsOf('registerAsync')
      .filter(isOfModule)
      .map(({ arguments: [each] }) => {
        const factory = optionIn(values, each, 'useFactory');
        return factory ? values.functionsOf(factory).flatMap((of) => returnsOf(of)) : [];
      }),
  ];

  return (
    given.length > 0 &&
    given.every(
      (all) =>
        all.length > 0 && all.every((each) => each !== undefined && isKeptIn(each, code, isKey)),
    )
  );
}

function isKeptIn(
  settings: AnyNode,
  { values }: Entered,
  isKey: (key: AnyNode) => boolean,
): boolean {
  if (!isWhole(settings)) return false;
  const keys = ['secret', 'publicKey', 'privateKey', 'secretOrPrivateKey'].flatMap(
    (name) => optionIn(values, settings, name) ?? [],
  );

  return keys.length > 0 && keys.every((key) => isKey(key));
}

/** Of the environment or of a service for settings: no text that the code shows, no default, nothing that a request brings. */
export function isNestKey(node: AnyNode, code: Entered, depth = 0): boolean {
  if (depth > MOST_STEPS || textOf(node) !== undefined) return false;
  const is = (each: AnyNode) => isNestKey(each, code, depth + 1);
  switch (node.type) {
    case 'AwaitExpression':
      return is(node.argument);
    case 'ChainExpression':
      return is(node.expression);
    case 'LogicalExpression':
      return is(node.left) && is(node.right);
    case 'ConditionalExpression':
      return is(node.consequent) && is(node.alternate);
    case 'Identifier': {
      const definitions = bindingOf(node)?.definitions ?? [];
      return (
        definitions.length > 0 &&
        definitions.every(
          (each) => each.kind === 'value' && each.path.length === 0 && is(each.node),
        )
      );
    }
    case 'MemberExpression':
      return isEnvironment(node) || isKeptElsewhere(node, code, is);
    case 'CallExpression':
      return isAsked(node) ? isKeptOwn(node, code, depth) : isMadeOf(node, is);
    default:
      return false;
  }
}

/** `process.env.KEY` */
function isEnvironment(node: AnyNode): boolean {
  if (node.type !== 'MemberExpression' || node.object.type !== 'MemberExpression') return false;
  const { object } = node.object;

  return (
    object.type === 'Identifier' &&
    object.name === 'process' &&
    !bindingOf(object) &&
    fieldRead(node.object) === 'env'
  );
}

/** A field of an object, or what another file exports. */
function isKeptElsewhere(
  node: Extract<AnyNode, { type: 'MemberExpression' }>,
  { modules, values }: Entered,
  is: (node: AnyNode) => boolean,
): boolean {
  const field = fieldRead(node);
  if (field === undefined) return false;
  const ofObjects = objectsOf(values, node.object).flatMap(({ properties }) =>
    properties.flatMap((each) =>
      each.type === 'Property' && memberName(each) === field ? [each.value] : [],
    ),
  );
  const exported = [...modules.files.values()].flatMap(({ scope }) =>
    (scope.names.get('exports')?.writes ?? []).flatMap(({ path, value }) =>
      path.length === 1 && path[0] === field && value.type !== 'UnaryExpression' ? [value] : [],
    ),
  );
  const isOfFile = values.valuesOf(node.object).some(({ kind }) => kind === 'exports');
  const kept = ofObjects.length > 0 || !isOfFile ? ofObjects : exported;

  return kept.length > 0 && kept.every(is);
}

/** `configService.get('JWT_SECRET')`, of what a constructor or a factory is given. */
function isAsked({ callee, arguments: given }: CallNode): boolean {
  if (callee.type !== 'MemberExpression') return false;
  const method = fieldRead(callee) ?? '';
  if (!/^get(?:OrThrow)?$/.test(method) || given.length !== 1 || textOf(given[0]) === undefined) {
    return false;
  }
  const { object } = callee;
  if (object.type === 'MemberExpression') {
    return object.object.type === 'ThisExpression' && /config/i.test(fieldRead(object) ?? '');
  }
  const [definition] = bindingOf(object)?.definitions ?? [];

  return definition?.kind === 'parameter' && isGivenByNest(definition.of);
}

/**
 * Whether the settings have it from nowhere but the environment: a path (`jwt.secret`) is what the code puts there, and
 * a variable has no default in a schema.
 */
function isKeptOwn({ arguments: [name] }: CallNode, code: Entered, depth: number): boolean {
  const text = textOf(name) ?? '';
  const last = text.slice(text.lastIndexOf('.') + 1);
  const kept = propertiesNamed(last, code).filter((each) => !isCall(each) || !isAsked(each));
  if (/^[A-Z][A-Z0-9_]*$/.test(text)) return !kept.some(hasDefault);

  return kept.length > 0 && kept.every((each) => isNestKey(each, code, depth + 1));
}

/** `'dev'`, `process.env.KEY || 'dev'`, `Joi.string().default('dev')` */
function hasDefault(node: AnyNode): boolean {
  if (textOf(node) !== undefined) return true;
  if (node.type === 'LogicalExpression') return hasDefault(node.right);
  if (!isCall(node) || node.callee.type !== 'MemberExpression') return false;

  return fieldRead(node.callee) === 'default' || hasDefault(node.callee.object);
}

/** The values of all properties of a name that stand in the code. */
function propertiesNamed(name: string, { modules, budget }: Entered): readonly AnyNode[] {
  const pending: AnyNode[] = [...modules.files.values()].map(({ program }) => program);
  const found: AnyNode[] = [];

  for (let at = pending.pop(); at; at = pending.pop()) {
    budget.spend();
    if (at.type === 'Property' && memberName(at) === name) found.push(at.value);
    pending.push(...childrenOf(at));
  }
  return found;
}

/** Whether its parameters are services and settings, and no part of a request. */
export function isGivenByNest(of: FunctionNode): boolean {
  const around = parentOf(of);
  const isFactory = around?.type === 'Property' && memberName(around) === 'useFactory';

  return isFactory || constructedBy(of) !== undefined;
}

/** `key.replace(…)`, `Buffer.from(key, 'base64')` */
function isMadeOf(
  { callee, arguments: [first] }: CallNode,
  is: (node: AnyNode) => boolean,
): boolean {
  if (callee.type !== 'MemberExpression') return false;
  const method = fieldRead(callee) ?? '';
  if (method === 'from') return first !== undefined && is(first);

  return /^(?:replace|replaceAll|trim|toString)$/.test(method) && is(callee.object);
}

const MOST_STEPS = 8;
