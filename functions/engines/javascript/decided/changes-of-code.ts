import type { SdkCall } from '../../../core/sdk-calls.ts';
import { CallerData } from '../designs/caller-data.ts';
import { FreshValues } from '../designs/fresh-values.ts';
import { WrittenLiterals } from '../designs/written-literals.ts';
import { calledByLambda } from '../sdk-calls/called-by-lambda.ts';
import { Reach } from '../sdk-calls/reach.ts';
import type { Entered } from '../signatures/entered.ts';
import type { AnyNode, FunctionNode } from '../syntax.ts';
import { CalledCode } from './called-code.ts';
import { CalledPackages } from './called-packages.ts';
import { CallsOfAws } from './calls-of-aws.ts';
import type { Change } from './change.ts';
import { ChangesIn } from './changes-in.ts';
import { RequestData } from './request-data.ts';
import { ofOtherHandlers } from './wrapped-handlers.ts';

/** What is found of the code that starts run. */
interface Read {
  readonly changes: readonly Change[];
  readonly called: CalledCode;
  /** What of it a request brings. */
  readonly data: RequestData;
}

/** Knows what requests decide in the code of a handler, and by which functions they come in. */
export class ChangesOfCode {
  /** What belongs to handlers of the same file that are others. */
  readonly others: ReadonlySet<AnyNode>;
  /** What Lambda calls. */
  readonly roots: readonly AnyNode[];
  /** What frameworks call. */
  readonly served: readonly FunctionNode[];
  /** The functions that are exported as the handler, wrapped or not. */
  readonly entries: ReadonlySet<AnyNode>;
  readonly aws: CallsOfAws;
  readonly #code: Entered;
  readonly #unloaded: readonly string[];
  readonly #wrapped: ReadonlySet<AnyNode>;
  readonly #packages: CalledPackages;
  readonly #caller: CallerData;
  readonly #fresh: FreshValues;

  /** @param calls all that the code is seen to call of AWS. @param unloaded files of the archive that the handler does not load. */
  constructor(code: Entered, calls: readonly SdkCall[], unloaded: readonly string[] = []) {
    const { modules, values, places, path, exported, routes } = code;
    this.#code = code;
    this.#unloaded = unloaded;
    this.others = ofOtherHandlers(path, code.field, values, modules);
    this.roots = calledByLambda(values, modules, path, [code.field]).filter(
      (each) => !this.others.has(each),
    );
    this.served = routes.all.map(({ of }) => of);
    this.entries = new Set<AnyNode>(
      exported.flatMap((value) =>
        (value.kind === 'function' || value.kind === 'wrapped') && !this.others.has(value.node)
          ? value.node
          : [],
      ),
    );
    this.#wrapped = new Set<AnyNode>(
      exported.flatMap((value) => (value.kind === 'wrapped' ? value.node : [])),
    );
    this.aws = new CallsOfAws(calls, places);
    this.#packages = new CalledPackages(values, modules);
    this.#caller = new CallerData(values);
    this.#fresh = new FreshValues(values, places, {
      data: this.#caller,
      literals: new WrittenLiterals(values, { mayHaveMore: true }),
    });
  }

  /** @param leftOut what is not followed. */
  of(starts: readonly AnyNode[], leftOut?: ReadonlySet<AnyNode>): Read {
    const { modules, values, places, budget, routes } = this.#code;
    const called = new CalledCode(places, leftOut);
    new Reach(values, called).run(modules, starts);
    const data = new RequestData({
      values,
      places,
      budget,
      entries: this.entries,
      wrapped: this.#wrapped,
      routes: routes.all,
      live: called.calls,
    });
    const readers = { values, places, data, caller: this.#caller, fresh: this.#fresh };
    const changes = new ChangesIn(
      { ...readers, others: this.#unloaded },
      this.#packages,
      this.aws,
    ).of(called);

    return { changes, called, data };
  }
}
