import { packageOf } from '../designs/harmless-packages.ts';
import { packageIn } from '../known-packages.ts';
import type { Modules } from '../modules.ts';
import type { AnyNode, CallNode } from '../syntax.ts';
import type { Values } from '../value.ts';

interface Called {
  readonly names: readonly string[];
  /** Whether it is seen that a package is called; else one that is loaded somewhere may be. */
  readonly isSeen: boolean;
}

/** Knows which package is called. */
export class CalledPackages {
  readonly #values: Values;
  readonly #loaded: readonly string[];

  constructor(values: Values, { files }: Modules) {
    this.#values = values;
    this.#loaded = [
      ...new Set(
        [...files.values()].flatMap(({ requests }) => [...requests].map((name) => packageOf(name))),
      ),
    ];
  }

  /** @param isMeant which packages are asked for */
  of({ callee }: CallNode, isMeant: (name: string) => boolean): Called {
    return this.ofExpression(callee, isMeant);
  }

  ofExpression(callee: AnyNode, isMeant: (name: string) => boolean): Called {
    const values = this.#values.valuesOf(callee);
    const seen = values.flatMap((value) => {
      const name =
        value.kind === 'name' || value.kind === 'made' ? packageIn(value.name) : undefined;
      return name !== undefined && isMeant(name) ? name : [];
    });
    if (values.length > 0) return { names: [...new Set(seen)], isSeen: true };

    return { names: this.#loaded.filter(isMeant), isSeen: false };
  }
}
