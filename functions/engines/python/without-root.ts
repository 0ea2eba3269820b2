import { constantText } from './constant-text.ts';
import { type Kinds, noKinds, notRooted } from './kinds.ts';
import { reachingDefinitions } from './reaching.ts';
import { bindingOf, isPlainlySet } from './scope.ts';
import type { Call, Expression } from './syntax.ts';

/** What a step of a path does no harm to: of `os.path.join(folder, x.lstrip('/'))`, it does not begin at the root. */
export function joinedBelow(step: Expression, [first]: Call['arguments']): Kinds {
  if (!first || first.value === step || first.spread !== '') return noKinds;

  return isFolder(first.value) && isWithoutRoot(step) ? notRooted : noKinds;
}

/** The same of `folder / x.lstrip('/')`. */
export function dividedBelow(step: Expression, folder: Expression): Kinds {
  return folder !== step && isFolder(folder) && isWithoutRoot(step) ? notRooted : noKinds;
}

/** What lies below the root itself is any file. */
function isFolder(node: Expression): boolean {
  const text = constantText(node);
  if (text !== undefined) return /[^/\\.]/.test(text);
  const isOfPath = node.type === 'Call' && node.arguments.length === 1;
  const [given] = isOfPath ? node.arguments : [];
  if (given) return isFolder(given.value);

  return node.type !== 'Attribute' || !/^(?:sep|altsep)$/.test(node.name);
}

/** `x.lstrip('/')`, or a name that is set to nothing else: whatever is done to it after that may begin at the root. */
function isWithoutRoot(node: Expression, depth = 0): boolean {
  if (depth > MOST_STEPS) return false;

  switch (node.type) {
    case 'Name': {
      const binding = bindingOf(node);
      const reaching = binding && isPlainlySet(binding) ? reachingDefinitions(binding, node) : [];
      return (
        reaching.length > 0 &&
        reaching.every(
          (each) =>
            each.kind === 'value' && each.path.length === 0 && isWithoutRoot(each.node, depth + 1),
        )
      );
    }
    case 'Text':
      return !/^[/\\]/.test(node.value);
    case 'Binary':
      return (
        node.operator === 'or' &&
        isWithoutRoot(node.left, depth + 1) &&
        isWithoutRoot(node.right, depth + 1)
      );
    case 'Call': {
      const { callee } = node;
      if (callee.type !== 'Attribute') return false;
      const taken = constantText(node.arguments[0]?.value);
      if (/^l?strip$/.test(callee.name) && taken?.includes('/')) return true;
      return (
        /^(?:rstrip|lower|casefold)$/.test(callee.name) && isWithoutRoot(callee.object, depth + 1)
      );
    }
    default:
      return false;
  }
}

const MOST_STEPS = 5;
