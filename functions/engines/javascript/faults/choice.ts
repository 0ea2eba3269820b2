import { wordsOf } from '../../flow/index.ts';
import { baseOf } from '../link.ts';
import { bindingOf, parentOf } from '../scope.ts';
import { type AnyNode, childrenOf, isFunction, literalText } from '../syntax.ts';
import { namesIn } from './words.ts';

/**
 * Whether the code runs only where a setting chooses it: `if (options.insecure)`, `case 'no-verify':`,
 * `process.env.IS_OFFLINE && …`. Where packages may have written it, every condition is one: their
 * names say nothing once they are made short.
 */
export function isChoice(node: AnyNode, isMixed: boolean): boolean {
  let at = node;

  for (let steps = 0; steps < MOST_STEPS; steps += 1) {
    const around = parentOf(at);
    if (!around || isFunction(around)) return false;
    const tests = testsOf(around, at);
    if (tests.some((test) => !isMemo(test, node) && (isMixed || namesChoice(test)))) return true;
    at = around;
  }
  return false;
}

const MOST_STEPS = 1000;

/** What decides whether a part of a statement or an expression is run. */
function testsOf(around: AnyNode, part: AnyNode): readonly AnyNode[] {
  switch (around.type) {
    case 'IfStatement':
    case 'ConditionalExpression':
      return around.test === part ? [] : [around.test];
    case 'LogicalExpression':
      return around.right === part ? [around.left] : [];
    case 'SwitchCase': {
      const whole = parentOf(around);
      if (whole?.type !== 'SwitchStatement' || isSteps(whole.cases)) return [];
      return [whole.discriminant, ...(around.test ? [around.test] : [])];
    }
    default:
      return [];
  }
}

/** The numbered steps that compilers make of an async function. */
function isSteps(cases: readonly { readonly test?: AnyNode | null | undefined }[]): boolean {
  return cases.every(({ test }) => {
    const text = literalText(test ?? undefined);
    return text === 'end' || (text !== undefined && Number.isInteger(Number(text)));
  });
}

/** Whether what it asks for is made behind it: `pool || (pool = new Pool(…))`. */
function isMemo(test: AnyNode, node: AnyNode): boolean {
  return [test, ...childrenOf(test)].some((part) => {
    const base = baseOf(part);
    const binding = base && bindingOf(base.node);
    const field = base?.path.join('\0');

    return binding?.writes.some(
      ({ node: { start, end }, path }) =>
        path.join('\0') === field && start <= node.start && node.end <= end,
    );
  });
}

function namesChoice(test: AnyNode): boolean {
  const parts = [test, ...childrenOf(test)];
  const texts = parts.flatMap((part) => literalText(part) ?? []);

  // `DEVMODE` is one word.
  return [...namesIn(test), ...texts]
    .flatMap(wordsOf)
    .some((word) => choices.has(word) || /^dev(?:mode|web|env|only|stack)$/.test(word));
}

const choices: ReadonlySet<string> = new Set(
  (
    'insecure unauthorized verify noverify sslmode strict secure selfsigned self local localhost ' +
    'localstack offline dev develop development test testing sandbox docker debug skip ignore ' +
    'options option opts opt config configuration settings setting argv flags prefer'
  ).split(' '),
);
