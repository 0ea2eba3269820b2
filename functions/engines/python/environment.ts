import type { Fact } from './entry.ts';
import type { Flow } from './flow.ts';
import { safeAsEnvironment } from './kinds.ts';
import { lastName } from './last-name.ts';
import type { LinkedFile } from './link.ts';
import { type Binding, bindingOf } from './scope.ts';
import { startSecrets } from './secret-sources.ts';
import type { AnyNode, Expression, NodeOf } from './syntax.ts';

/** Starts the flow at all of the environment, with the credentials of the role in it, and at each secret that the function reads. */
export function startEnvironment(flow: Flow, files: Iterable<LinkedFile>): void {
  const reads = readsOf(flow, files);
  startSecrets(flow, reads);
  for (const node of reads) {
    const whole = asWhole(node);
    if (whole) {
      const note = { text: wholeText, node };
      flow.begin(whole, safeAsEnvironment, note);
    }
  }
}

const wholeText = 'os.environ is all of the environment';

/** Whether what comes somewhere began as all of the environment, and not as one secret. */
export function isOfWholeEnvironment(fact: Fact): boolean {
  let first = fact;
  while (first.from) first = first.from;

  return first.note?.text === wholeText;
}

function readsOf({ values }: Flow, files: Iterable<LinkedFile>): readonly Expression[] {
  const imported = [...files].flatMap(({ scope }) =>
    [...scope.names.values()].filter(isImported).flatMap(({ reads }) => reads),
  );
  const read = values
    .attributesOf('environ')
    .filter((each) => values.namesOf(each).includes('os.environ'));

  return [...read, ...imported];
}

/** `from os import environ` */
function isImported({ definitions }: Binding): boolean {
  return definitions.some(
    (each) => each.kind === 'import' && each.from === 'os' && each.name === 'environ',
  );
}

/** Not `os.environ['STAGE']` and `os.environ.get('STAGE')`; `{k: v for k, v in os.environ.items()}` is all of it. */
function asWhole(node: Expression): Expression | undefined {
  const { parent } = node;
  if (parent?.type === 'Subscript' && parent.object === node) return undefined;
  if (parent?.type !== 'Attribute') return node;
  if (parent.name === 'copy') return node;
  const clause = parent.name === 'items' ? parent.parent?.parent : undefined;

  return clause?.type === 'Clause' ? copiedBy(clause) : undefined;
}

/** A comprehension that leaves nothing out and hides nothing. */
function copiedBy({ parent, target, tests }: NodeOf<'Clause'>): Expression | undefined {
  if (parent?.type !== 'Comprehension' || parent.clauses.length > 1 || tests.length > 0) {
    return undefined;
  }
  const [, value] = target.type === 'Tuple' ? target.elements : [];
  const { element } = parent;
  const parts = element.type === 'DictEntry' ? [element.value] : partsOf(element);
  const of = value && bindingOf(value);

  return of && parts.some((each) => bindingOf(each) === of) ? parent : undefined;
}

function partsOf(node: Expression): readonly Expression[] {
  switch (node.type) {
    case 'FormattedText':
      return node.parts;
    case 'Tuple':
    case 'List':
      return node.elements;
    case 'Binary':
      return node.operator === '+' ? [...partsOf(node.left), node.right] : [node];
    default:
      return [node];
  }
}

/** `env.pop('AWS_SECRET_ACCESS_KEY')`, `del env[…]` of a copy: its author chose what is shown. */
export function isTakenOutOf(node: AnyNode): boolean {
  const reads = bindingOf(node)?.reads ?? [];

  return reads.slice(0, MOST_READS).some(({ parent }) => {
    if (parent?.type === 'Attribute') return /^(?:pop|clear|__delitem__)$/.test(lastName(parent));
    return parent?.type === 'Subscript' && parent.parent?.type === 'Delete';
  });
}

/** Of one name. */
const MOST_READS = 50;
