import type { DesignKind, OpenDesign } from '../../../core/open-design.ts';
import type { SdkCall } from '../../../core/sdk-calls.ts';
import type { Places } from '../evidence.ts';
import type { Modules } from '../modules.ts';
import type { Resolver } from '../resolver.ts';
import { Reach } from '../sdk-calls/reach.ts';
import type { AnyNode } from '../syntax.ts';
import { CallerData } from './caller-data.ts';
import { Effects } from './effects.ts';
import { FreshValues } from './fresh-values.ts';
import { isHarmlessPackage } from './harmless-packages.ts';
import type { Readers } from './readers.ts';
import { WrittenItems } from './written-item.ts';
import { WrittenLiterals } from './written-literals.ts';

interface Program {
  readonly modules: Modules;
  readonly places: Places;
  /** All that it calls of AWS. */
  readonly calls: readonly SdkCall[];
}

/** What functions of a program do that is open by design. */
export class DesignsOf {
  readonly #program: Program;
  readonly #readers: Omit<Readers, 'about'>;
  readonly #isOfAwsAlone: boolean;

  constructor(values: Resolver, program: Program) {
    const data = new CallerData(values);
    const literals = new WrittenLiterals(values, { mayHaveMore: true });
    const fresh = new FreshValues(values, program.places, { data, literals });
    this.#readers = { values, data, literals, items: new WrittenItems(data, literals), fresh };
    this.#program = program;
    this.#isOfAwsAlone = [...program.modules.files].every(([path, { requests }]) =>
      [...requests, ...program.places.packagesIn(path)].every(isHarmlessPackage),
    );
  }

  /** Whether nodes, of code that runs for a request, are seen to do no more than strangers are meant to do. */
  areKnown(nodes: Iterable<AnyNode>, entries: readonly AnyNode[]): boolean {
    const { modules, places, calls } = this.#program;
    if ([...modules.files.keys()].some((path) => places.isMixed(path))) return false;
    const effects = new Effects(
      { ...this.#readers, about: '' },
      {
        places,
        calls,
        // What a method of an unknown value runs is not followed here.
        isOfAwsAlone: false,
        entries: new Set(entries),
        leftOut: new Set(),
      },
    );
    for (const each of nodes) effects.visit(each);

    return effects.hasMetAll && effects.found !== undefined;
  }

  /**
   * What some functions do, and all that runs before.
   *
   * @param about what they are called: their handler, or the path of their route
   * @param leftOut functions that are not run with them; without it, each call of AWS has to be in them
   */
  of(
    functions: readonly AnyNode[],
    about: string,
    leftOut?: ReadonlySet<AnyNode>,
  ): OpenDesign | undefined {
    const { modules, places, calls } = this.#program;
    // Whose code is whose is not seen there.
    if (functions.length === 0 || [...modules.files.keys()].some((path) => places.isMixed(path))) {
      return undefined;
    }
    const effects = new Effects(
      { ...this.#readers, about },
      {
        places,
        calls,
        isOfAwsAlone: this.#isOfAwsAlone,
        entries: new Set(functions),
        leftOut: leftOut ?? new Set(),
      },
    );
    const reach = new Reach(this.#readers.values, effects);
    reach.run(modules, functions);
    reach.runDoubtful(modules);
    const { found = [], hasMetAll } = effects;
    if (!leftOut && !hasMetAll) return undefined;
    const kind = kindOfAll(found.map((each) => each.kind));
    const [first] = found
      .toSorted((one, other) => Number(other.kind === kind) - Number(one.kind === kind))
      .map(({ node }) => places.of(node));

    return kind && first && { kind, path: first.path, line: first.line, column: first.column };
  }
}

/** Of several, what says the most of them; undefined where no word is for all. */
function kindOfAll(kinds: readonly DesignKind[]): DesignKind | undefined {
  const [first, ...others] = new Set(kinds);
  if (others.length === 0) return first;
  if (kinds.includes('connection')) return undefined;

  return kinds.includes('payment') ? 'payment' : 'addition';
}
