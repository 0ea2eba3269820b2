import { sureSecretNameOf } from '../secrets/index.ts';
import { argumentOf, isConstant } from './call-arguments.ts';
import { constantText } from './constant-text.ts';
import type { FieldPath } from './field-path.ts';
import type { Flow } from './flow.ts';
import { safeAsEnvironment, safeAsToken } from './kinds.ts';
import { bindingOf, lookUp, scopeOf } from './scope.ts';
import { positionOf } from './sites.ts';
import type { AnyNode, Call, Expression } from './syntax.ts';
import type { Values } from './value.ts';

/**
 * Starts the flow at secrets of the function's own: settings by such a name, and what AWS Secrets Manager
 * and the Parameter Store answer with.
 *
 * @param environments wherever `os.environ` is read
 */
export function startSecrets(flow: Flow, environments: readonly Expression[]): void {
  for (const { node, name } of settingsRead(flow.values, environments)) {
    const sure = sureSecretNameOf(name);
    if (sure === undefined || isNameInVault(node, flow.values)) continue;

    const note = { text: `${name} is a secret of the function`, node };
    flow.begin(node, sure === 'hidden' ? safeAsEnvironment : safeAsToken, note);
  }
  for (const method of ['get_secret_value', 'get_parameter']) {
    for (const call of flow.values.callsOf(method)) {
      const path = placeIn(call, method, flow.values);
      const note = { text: `${method} reads a secret`, node: call };
      if (path) flow.begin(call, safeAsEnvironment, note, path);
    }
  }
}

interface Setting {
  readonly node: Expression;
  readonly name: string;
}

function settingsRead(values: Values, environments: readonly Expression[]): readonly Setting[] {
  const called = values
    .callsOf('getenv')
    .filter(({ callee }) => values.namesOf(callee).includes('os.getenv'));

  return [...environments.flatMap((node) => readOf(node) ?? []), ...called].flatMap((node) => {
    const index = node.type === 'Subscript' ? node.index : argumentOf(node, 0, 'key');
    const name = index && constantText(index);
    return name === undefined ? [] : [{ node, name }];
  });
}

/** `os.environ['TOKEN']` and `os.environ.get('TOKEN')`. */
function readOf(environment: Expression) {
  const { parent } = environment;
  if (parent?.type === 'Subscript') return parent.object === environment ? parent : undefined;
  if (parent?.type !== 'Attribute' || parent.name !== 'get') return undefined;
  const call = parent.parent;

  return call?.type === 'Call' && call.callee === parent ? call : undefined;
}

/** Whether it is what a secret is called in a vault: `SecretId=os.environ['DB_PASSWORD']`. */
function isNameInVault(node: Expression, values: Values): boolean {
  const { parent } = node;
  const target = parent?.type === 'Assign' ? parent.targets[0] : undefined;
  const reads = (target && bindingOf(target)?.reads) ?? [];

  return [node, ...reads.slice(0, MOST_READS)].some(
    (each) => isNameGiven(each) || givenAsName(each, values),
  );
}

/** `read(os.environ['DB_PASSWORD'])`, of a function that asks the vault for what it is given. */
function givenAsName({ parent }: AnyNode, values: Values): boolean {
  const call = parent?.type === 'Argument' ? parent.parent : undefined;
  const position = parent?.type === 'Argument' ? positionOf(parent) : undefined;
  if (call?.type !== 'Call' || position === undefined) return false;

  return values.functionsOf(call.callee).some(({ node, taken }) => {
    const parameter = node.parameters[position + taken];
    const reads = (parameter && lookUp(parameter.name.name, scopeOf(parameter))?.reads) ?? [];
    return reads.slice(0, MOST_READS).some(isNameGiven);
  });
}

/** Of one name. */
const MOST_READS = 50;

function isNameGiven({ parent }: AnyNode): boolean {
  return parent?.type === 'Argument' && /^(?:SecretId|Names?)$/.test(parent.name ?? '');
}

/** Where in the answer the secret lies. */
function placeIn(call: Call, method: string, values: Values): FieldPath | undefined {
  if (values.functionsOf(call.callee).length > 0) return undefined;
  if (method === 'get_secret_value') {
    return argumentOf(call, undefined, 'SecretId') ? ['SecretString'] : undefined;
  }
  return isSecure(call) ? ['Parameter', 'Value'] : undefined;
}

/** Decrypted, and called a secret: many decrypt whatever they read. */
function isSecure(call: Call): boolean {
  const name = argumentOf(call, undefined, 'Name');
  if (!name || !isConstant(argumentOf(call, undefined, 'WithDecryption'), 'True')) return false;

  return sureSecretNameOf(constantText(name)?.split('/').at(-1) ?? '') !== undefined;
}
