import { onEachWay } from '../../signatures/index.ts';
import { isConstant } from '../call-arguments.ts';
import { childrenOf } from '../children-of.ts';
import { constantText } from '../constant-text.ts';
import type { LinkedFile } from '../link.ts';
import type { AnyNode, Call, Expression, FunctionNode } from '../syntax.ts';
import type { Values } from '../value.ts';
import { mayShowKey } from './own-key.ts';
import type { Proof, Verification } from './verification.ts';

/** The check that a decorator of a package makes before the function below it. */
export function packageGuard(
  decorator: Expression,
  files: readonly LinkedFile[],
  verification: Verification,
): Proof | undefined {
  const { values } = verification;
  const given = decorator.type === 'Call' ? decorator.arguments : [];
  const names = values.namesOf(decorator.type === 'Call' ? decorator.callee : decorator);
  const isAsked = given.every(
    ({ name, value, spread }) =>
      spread === '' &&
      name !== undefined &&
      (name !== 'optional' || isConstant(value, 'False')) &&
      /^(?:optional|fresh|refresh|locations|verify_type|role)$/.test(name),
  );
  if (!isAsked) return undefined;

  if (names.some((name) => /^flask_jwt_extended\.(?:view_decorators\.)?jwt_required$/.test(name))) {
    return hasOwnKey(files, verification) ? { kind: 'jwt', node: decorator } : undefined;
  }
  return names.some((name) => /^flask_httpauth\.HTTPTokenAuth\(\)\.login_required$/.test(name))
    ? tokenCheck(files, verification)
    : undefined;
}

/** `@auth.verify_token`: the function of the code that says who it is, or no. */
function tokenCheck(files: readonly LinkedFile[], verification: Verification): Proof | undefined {
  const asked = files
    .flatMap(({ functions }) => functions)
    .filter(({ decorators }) =>
      decorators.some((each) =>
        verification.values
          .namesOf(each)
          .some((name) => name === 'flask_httpauth.HTTPTokenAuth().verify_token'),
      ),
    );

  return asked.length === 0
    ? undefined
    : onEachWay(asked.map((of) => refusedByNo(of, verification)));
}

/** None and False alone are a no to it. */
function refusedByNo(of: FunctionNode, verification: Verification): Proof | undefined {
  if (verification.of(of).acts) return undefined;
  const ways = (verification.returnsOf(of) ?? []).filter(
    ({ value }) => value && !(value.type === 'Constant' && /^(?:None|False)$/.test(value.value)),
  );

  return onEachWay(ways.map(({ passed }) => passed));
}

/** Settings of flask_jwt_extended: the key that it verifies with must be one that the code does not show. */
function hasOwnKey(files: readonly LinkedFile[], { values, credentials }: Verification): boolean {
  const allowed = { mayBeShown: isPublic, mayHaveDefault: credentials !== undefined };
  const isUnseen = files.some(
    ({ attributes, calls }) =>
      attributes.has('decode_key_loader') ||
      ['from_pyfile', 'from_file', 'from_json', 'from_envvar'].some((name) => calls.has(name)) ||
      !(calls.get('from_object') ?? []).every((call) => isOfClass(call, values)),
  );
  const all = files.flatMap((file) => settingsIn(file));
  if (files.some(({ module }) => allowsNone(module))) return false;

  return !isUnseen && all.length > 0 && !all.some((each) => mayShowKey(each, values, allowed));
}

/** `JWT_DECODE_ALGORITHMS = ['none']` */
function allowsNone(module: AnyNode): boolean {
  const pending: AnyNode[] = [module];

  for (let next = pending.pop(); next; next = pending.pop()) {
    if (next.type === 'Text' && next.value.toLowerCase() === 'none') return true;
    pending.push(...childrenOf(next));
  }
  return false;
}

/** `app.config.from_object(Config)`, of which the fields are seen; not `from_object('settings.Dev')`. */
function isOfClass({ arguments: [given] }: Call, values: Values): boolean {
  const seen = given ? values.valuesOf(given.value) : [];

  return seen.length > 0 && seen.every(({ kind }) => kind === 'class' || kind === 'instance');
}

function settingsIn({ module }: LinkedFile): readonly Expression[] {
  const found: Expression[] = [];
  const pending: AnyNode[] = [module];

  for (let next = pending.pop(); next; next = pending.pop()) {
    found.push(...settingsAt(next));
    pending.push(...childrenOf(next));
  }
  return found;
}

function settingsAt(node: AnyNode): readonly Expression[] {
  switch (node.type) {
    case 'Assign':
      return node.value && node.targets.some(isKeyTarget) ? [node.value] : [];
    case 'Argument':
      return isKeyName(node.name) ? [node.value] : [];
    case 'DictEntry':
      return isKeyName(constantText(node.key)) ? [node.value] : [];
    default:
      return [];
  }
}

function isKeyTarget(target: Expression): boolean {
  if (target.type === 'Subscript') return isKeyName(constantText(target.index));

  return (target.type === 'Name' || target.type === 'Attribute') && isKeyName(target.name);
}

function isKeyName(name: string | undefined): boolean {
  return (
    name !== undefined && /^(?:JWT_SECRET_KEY|JWT_PUBLIC_KEY|SECRET_KEY|secret_key)$/.test(name)
  );
}

function isPublic(text: string): boolean {
  return text.includes('-----BEGIN PUBLIC KEY');
}
