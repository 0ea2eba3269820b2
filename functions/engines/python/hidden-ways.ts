import { importedBy } from './clients-made.ts';
import { bindingOf } from './scope.ts';
import type { AnyNode, Expression, NodeOf } from './syntax.ts';

/** Of `Flask(__name__, '/', '.')` and `Flask(**options)`: folders are among them. */
export function hidesOptions(node: AnyNode): boolean {
  if (node.type !== 'Call') return false;
  const isMaker = bindingOf(node.callee)?.definitions.some(
    (one) => one.kind === 'import' && /^(?:Flask|FlaskLambda|Blueprint)$/.test(one.name),
  );
  const most = node.callee.type === 'Name' && /Blueprint/.test(node.callee.name) ? 2 : 1;

  return (
    isMaker === true &&
    (node.arguments.length > most || node.arguments.some(({ spread }) => spread !== ''))
  );
}

/** A text that is not of the code may ask for any field of what it is given: `{a.__init__.__globals__}`. */
export function formats({ name, object }: NodeOf<'Attribute'>): boolean {
  if (name === 'Formatter') return importedModule(object) !== 'logging';
  if (name !== 'format') return false;
  if (object.type === 'Text') return false;
  const all = bindingOf(object)?.definitions ?? [];

  return (
    !all.every(
      (one) => one.kind === 'value' && one.path.length === 0 && one.node.type === 'Text',
    ) || all.length === 0
  );
}

function importedModule(node: Expression): string | undefined {
  return bindingOf(node)
    ?.definitions.map(importedBy)
    .find((name) => name !== undefined);
}

/** `environ['NAME']`, `environ.get('NAME')` */
export function isReadByName(node: AnyNode): boolean {
  const { parent } = node;
  if (parent?.type === 'Subscript') return parent.object === node && parent.index.type === 'Text';

  return parent?.type === 'Attribute' && parent.name === 'get' && isCallWithText(parent);
}

/** `getenv('NAME')` */
export function isCallWithText(node: AnyNode): boolean {
  const { parent } = node;

  return (
    parent?.type === 'Call' &&
    parent.callee === node &&
    parent.arguments[0]?.value.type === 'Text' &&
    parent.arguments[0].name === undefined &&
    parent.arguments[0].spread === ''
  );
}
