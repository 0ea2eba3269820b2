import { type FieldPath, shownName } from '../flow/index.ts';
import { sureSecretNameOf } from '../secrets/index.ts';
import { behind } from './behind.ts';
import { isAwsKey } from './environment-keys.ts';
import { type Harms, harm } from './harms.ts';
import { isTrue, optionIn, textOf } from './options.ts';
import { isEnv } from './other-source.ts';
import { targetsOf } from './pattern.ts';
import { bindingOf, parentOf } from './scope.ts';
import {
  type AnyNode,
  type CallNode,
  calledName,
  fieldRead,
  isFunction,
  memberName,
  type NodeOf,
} from './syntax.ts';
import type { Values } from './value.ts';

/** Where a secret of the function's comes from, and where in the value it lies. */
export interface SecretSource {
  readonly node: AnyNode;
  readonly path: FieldPath;
  readonly harms: Harms;
  /** For a reader. */
  readonly text: string;
}

/** `process.env`, and what AWS Secrets Manager and the Parameter Store answer with. */
export function secretsAt(node: AnyNode, values: Values): readonly SecretSource[] {
  if (node.type === 'CallExpression') return answered(node, values);
  if (node.type !== 'MemberExpression') {
    return namesOfEnvironment(node, values).flatMap((name) =>
      (bindingOf(name)?.reads ?? []).flatMap((read) => environmentAt(read, values)),
    );
  }
  if (isWritten(node)) return [];

  if (fieldRead(node) === 'SecretString') {
    return [{ node, path: [], harms: ofVault, text: 'SecretString is what a secret holds' }];
  }
  const isEnvironment = values
    .namesOf(node)
    .some((name) => /^(?:module:)?process\.env$/.test(name));
  return isEnvironment ? environmentAt(node, values) : [];
}

/** What `import { env } from 'process'` and `const { env } = process` name. */
function namesOfEnvironment(node: AnyNode, values: Values): readonly AnyNode[] {
  if (node.type === 'ImportDeclaration') {
    return node.specifiers.flatMap((each) =>
      each.type === 'ImportSpecifier' &&
      each.imported.type === 'Identifier' &&
      each.imported.name === 'env'
        ? each.local
        : [],
    );
  }
  if (node.type !== 'VariableDeclarator' || !node.init) return [];
  const isProcess = values.namesOf(node.init).some((name) => /^(?:module:)?process$/.test(name));

  return isProcess
    ? targetsOf(node.id).flatMap((target) => (isEnv(target.path) ? target.node : []))
    : [];
}

function environmentAt(node: AnyNode, values: Values): readonly SecretSource[] {
  return !isCovered(node) && !isNameInVault(node, values)
    ? [{ node, path: [], harms: harm.environment, text: textOfRead(node) }]
    : [];
}

/** Of a variable that is read there it says the name. */
function textOfRead(node: AnyNode): string {
  const around = parentOf(node);
  const name = around?.type === 'MemberExpression' ? fieldRead(around) : undefined;

  return name === undefined
    ? 'process.env holds the settings and secrets of the function'
    : `process.env.${shownName(name)} is a secret of the function`;
}

const ofVault: Harms = harm.secret | harm.hidden;

function answered(call: CallNode, values: Values): readonly SecretSource[] {
  const place = placeIn(call, values);
  if (!place) return [];
  const text = `${calledName(call)} reads a secret`;
  const [, callback] = call.arguments;
  const given = isFunction(callback) ? callback.params[1] : undefined;
  const reads = (given && bindingOf(given)?.reads.filter((read) => read !== given)) ?? [];
  const around = parentOf(call);
  const promised = around?.type === 'MemberExpression' ? parentOf(around) : undefined;
  const isPromised = promised?.type === 'CallExpression' && calledName(promised) === 'promise';

  return [isPromised ? promised : call, ...reads].map((node) => ({
    node,
    path: place,
    harms: ofVault,
    text,
  }));
}

/** Where in the answer the secret lies. */
function placeIn(call: CallNode, values: Values): FieldPath | undefined {
  const [given] = call.arguments;
  const method = calledName(call) ?? '';
  if (!given) return undefined;
  if (values.functionsOf(call.callee).length > 0) return undefined;

  const command = method === 'send' ? behind(given) : undefined;
  const isCommand = command?.type === 'NewExpression';
  const name = isCommand ? nameOfCommand(command, values) : method;
  const input = isCommand ? command.arguments[0] : given;
  switch (name.toLowerCase()) {
    case 'getsecretvalue':
    case 'getsecretvaluecommand':
      return ['SecretString'];
    case 'getparameter':
    case 'getparametercommand':
      return isSecure(input, values) ? ['Parameter', 'Value'] : undefined;
    default:
      return undefined;
  }
}

function nameOfCommand({ callee }: NodeOf<'NewExpression'>, values: Values): string {
  const [name = ''] = values.namesOf(callee).filter((each) => each.startsWith('module:@aws-sdk/'));
  if (name !== '') return name.slice(name.lastIndexOf('.') + 1);

  return callee.type === 'Identifier' ? callee.name : '';
}

/** Decrypted, and called a secret: many decrypt whatever they read. */
function isSecure(input: AnyNode | undefined, values: Values): boolean {
  const name = optionIn(values, input, 'Name');
  const decrypts = optionIn(values, input, 'WithDecryption');
  if (!name || !decrypts || !isTrue(decrypts)) return false;

  const variable = name.type === 'MemberExpression' ? fieldRead(name) : undefined;
  const text = textOf(name)?.split('/').at(-1) ?? variable?.replace(aboutName, '') ?? '';
  return sureSecretNameOf(text) !== undefined;
}

/** `API_KEY_PARAMETER_NAME` */
const aboutName = /(?:_(?:SSM|PARAM|PARAMETER|NAME|PATH)){1,3}$/i;

/** Whether it is what a secret is called in a vault: `{ SecretId: process.env.DB_PASSWORD }`. */
function isNameInVault(environment: AnyNode, values: Values): boolean {
  const member = parentOf(environment);
  if (member?.type !== 'MemberExpression') return false;
  const around = parentOf(member);
  const target = around?.type === 'VariableDeclarator' ? around.id : undefined;
  const reads = (target && bindingOf(target)?.reads) ?? [];

  return [member, ...reads.slice(0, MOST_READS)].some(
    (node) => isNameGiven(node) || givenAsName(node, values),
  );
}

/** Of one name. */
const MOST_READS = 50;

function isNameGiven(node: AnyNode): boolean {
  const property = parentOf(node);

  return (
    property?.type === 'Property' &&
    property.value === node &&
    /^(?:SecretId|Names?)$/.test(memberName(property) ?? '')
  );
}

/** `read(process.env.DB_PASSWORD)`, of a function that asks the vault for what it is given. */
function givenAsName(node: AnyNode, values: Values): boolean {
  const call = parentOf(node);
  if (call?.type !== 'CallExpression' || call.callee === node) return false;
  const index = (call.arguments as readonly AnyNode[]).indexOf(node);

  return values.functionsOf(call.callee).some(({ params }) => {
    const parameter = params[index];
    const reads = (parameter && bindingOf(parameter)?.reads) ?? [];
    return reads.slice(0, MOST_READS).some(isNameGiven);
  });
}

function isWritten(member: NodeOf<'MemberExpression'>): boolean {
  const around = parentOf(member);

  return around?.type === 'AssignmentExpression' && around.left === member;
}

/** `{ ...process.env, AWS_SECRET_ACCESS_KEY: '***' }`: its author chose what is shown. */
function isCovered(node: AnyNode): boolean {
  const spread = parentOf(node);
  const object = spread?.type === 'SpreadElement' ? parentOf(spread) : undefined;
  if (object?.type !== 'ObjectExpression') return false;

  return object.properties
    .slice((object.properties as readonly AnyNode[]).indexOf(spread ?? node))
    .some((property) => property.type === 'Property' && isAwsKey(memberName(property) ?? ''));
}
