import { iamActionLines } from '../../data/iam-actions.ts';
import { actionsOf } from './requests.ts';
import { serviceNamed } from './services.ts';

/** Whether a service has an operation of that name, as far as IAM has an action for it. */
export function isOperation(service: string, operation: string): boolean {
  const { prefix, isOpen } = serviceNamed(service);
  if (isOpen(operation)) return true;
  // It has actions by HTTP method alone.
  if (prefix === 'apigateway') return /^[A-Z][a-z]+[A-Z]/.test(operation);

  return actionsOf({ service, operation }).some((action) => isAction(action.toLowerCase()));
}

/** @param action in lower case. */
function isAction(action: string): boolean {
  const [prefix = ''] = action.split(':', 1);

  return actionsBy(prefix).has(action.slice(prefix.length + 1));
}

const known = new Map<string, ReadonlySet<string>>();

/** In lower case. */
function actionsBy(prefix: string): ReadonlySet<string> {
  const found = known.get(prefix);
  if (found) return found;

  const begin = `\n${prefix} `;
  const at = iamActionLines.indexOf(begin);
  const end = iamActionLines.indexOf('\n', at + 1);
  const line = at < 0 ? '' : iamActionLines.slice(at + begin.length, end < 0 ? undefined : end);
  const names = new Set(line.split(' ').map((cell) => cell.slice(1).toLowerCase()));
  known.set(prefix, names);
  return names;
}

/** Whether an operation changes nothing, by its name: `GetItem`. */
export function readsByName(operation: string): boolean {
  return /^(?:BatchGet|TransactGet|Get|Query|Scan|Describe|List|Head)/.test(operation);
}
