import type { Places } from '../evidence.ts';
import { packageIn } from '../known-packages.ts';
import { functionsIn } from '../registrations.ts';
import { bindingOf, parentOf } from '../scope.ts';
import { type AnyNode, calledName, isCall, type NodeOf } from '../syntax.ts';
import type { Values } from '../value.ts';
import { type Application, applicationOf } from './application-of.ts';
import { packageGuard } from './package-guards.ts';
import { isKnownPackage, isPages, isPlugin } from './quiet-packages.ts';
import type { Step } from './registration.ts';

export interface ReadSteps {
  readonly values: Values;
  readonly places: Places;
  /** Whether an application is one that is read. */
  readonly isOf: (made: AnyNode) => boolean;
}

/** Reads what an application is given. */
export class StepReader {
  readonly #values: Values;
  readonly #places: Places;
  readonly #isOf: (made: AnyNode) => boolean;

  constructor({ values, places, isOf }: ReadSteps) {
    this.#values = values;
    this.#places = places;
    this.#isOf = isOf;
  }

  stepsIn(node: AnyNode, depth = 0): readonly Step[] {
    if (depth > MOST_NESTED) return [unseen];
    const list = listIn(node);
    if (list) return list.flatMap((each) => (each ? this.stepsIn(each, depth + 1) : []));
    if (node.type === 'SpreadElement') return [unseen];
    const proof = packageGuard(node, this.#values);
    if (proof) return [{ functions: [], proof }];
    const mount = this.#mountIn(node);
    if (mount) return [{ functions: [], mount }];

    const functions = functionsIn(this.#values, node);
    const own = functions.filter((of) => !this.#places.isInPackage(of));
    if (own.length > 0) return [{ functions: own, isWrapped: this.#isWrapped(node) }];
    const values = this.#values.valuesOf(node);
    if (values.length > 0 && values.every(isPages)) return [{ functions: [], isPages: true }];
    // A package may hand back what it is given: its options stand beside what it makes.
    const made = values.filter((value) => value.kind !== 'object' || !this.#isPlain(value.node));
    const isHarmless = made.length > 0 && functions.length === 0 && made.every(isKnownPackage);

    return isHarmless || isQuiet(node) ? [] : [unseen];
  }

  /** Options that have no function in them. */
  #isPlain({ properties }: NodeOf<'ObjectExpression'>): boolean {
    return properties.every(
      (each) => each.type === 'Property' && this.#values.functionsOf(each.value).length === 0,
    );
  }

  /** `except('/login', guard)`, `guard.unless(…)`: not what a function of the code makes, or hands errors on alone. */
  #isWrapped(node: AnyNode): boolean {
    if (!isCall(node) || this.#values.functionsOf(node.callee).length > 0) return false;

    return !this.#values
      .namesOf(node.callee)
      .some((name) => handingErrorsOn.has(packageIn(name) ?? ''));
  }

  /** Of `register(plugin)`. */
  pluginsIn(node: AnyNode): readonly Step[] {
    const plugins = functionsIn(this.#values, node).filter((of) => !this.#places.isInPackage(of));
    const values = this.#values.valuesOf(node);
    if (plugins.length > 0) {
      return plugins.map((made) => ({ functions: [], mount: { made, below: [] } }));
    }

    return values.length > 0 && values.every((each) => isPlugin(each) || isPages(each))
      ? []
      : [unseen];
  }

  #mountIn(node: AnyNode): Application | undefined {
    const isRoutes =
      isCall(node) &&
      node.callee.type === 'MemberExpression' &&
      /^(?:routes|middleware)$/.test(calledName(node) ?? '') &&
      node.arguments.length === 0;
    const at = isRoutes && node.callee.type === 'MemberExpression' ? node.callee.object : node;
    const application = applicationOf(at, this.#values);

    return application && this.#isOf(application.made) ? application : undefined;
  }
}

/** They run what they wrap for each request. */
const handingErrorsOn: ReadonlySet<string> = new Set(
  'express-async-handler express-async-wrap async-middleware fastify-plugin'.split(' '),
);

const unseen: Step = { functions: [], isUnseen: true };
const MOST_NESTED = 4;

/** `[a, b]`, or a name for it. */
function listIn(node: AnyNode): NodeOf<'ArrayExpression'>['elements'] | undefined {
  if (node.type === 'ArrayExpression') return node.elements;
  if (node.type === 'SpreadElement') return listIn(node.argument);
  const [definition, ...others] = bindingOf(node)?.definitions ?? [];
  const isOne = definition?.kind === 'value' && definition.path.length === 0 && others.length === 0;

  return isOne && definition.node.type === 'ArrayExpression' && !isFilled(node)
    ? definition.node.elements
    : undefined;
}

/** `list.push(guard)`, `list.length = 0` */
function isFilled(node: AnyNode): boolean {
  const binding = bindingOf(node);
  const isOf = (read: AnyNode) => {
    const around = parentOf(read);
    return around?.type === 'MemberExpression' && around.object === read;
  };

  return (binding?.writes.length ?? 0) > 1 || (binding?.reads.some(isOf) ?? false);
}

/** `allowedMethods()` answers what a router has no method for. */
function isQuiet(node: AnyNode): boolean {
  return isCall(node) && calledName(node) === 'allowedMethods';
}
