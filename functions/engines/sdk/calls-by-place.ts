import type { CalledResource, SdkCall, UnresolvedCalls } from '../../core/sdk-calls.ts';

type Place = Pick<SdkCall, 'path' | 'line' | 'column'>;

export type Unresolved = Pick<UnresolvedCalls, 'service' | 'reason'>;

export const madeUp = 'the name of the client or its method is made up as it runs';
export const otherRole = 'sts:AssumeRole: what follows is called as another role';

/** Why code may call anything that imports what is not there. */
export function notFound(name: string): string {
  return `${name.slice(0, LONGEST_NAME)}${NOT_FOUND}`;
}

/** Whether that is the reason: what asks for nothing of it does not call by it, once it has started. */
export function isNotFound({ reason }: Pick<Unresolved, 'reason'>): boolean {
  return reason.endsWith(NOT_FOUND);
}

const NOT_FOUND = ' is imported and is not in the archive';

/** Characters. */
const LONGEST_NAME = 60;

/** The calls of AWS that were found in code of whichever language, each once for a place. */
export class CallsByPlace {
  readonly #calls = new Map<string, SdkCall>();
  readonly #unresolved = new Map<string, UnresolvedCalls>();

  get calls(): readonly SdkCall[] {
    return [...this.#calls.values()];
  }

  get unresolved(): readonly UnresolvedCalls[] {
    return [...this.#unresolved.values()];
  }

  add(
    { service, operation }: Pick<SdkCall, 'service' | 'operation'>,
    resources: readonly CalledResource[],
    place: Place,
  ): void {
    const key = `${service} ${operation} ${inWords(place)}`;

    if (!this.#calls.has(key)) this.#calls.set(key, { service, operation, ...place, resources });
    if (service === 'sts' && operation.startsWith('AssumeRole')) {
      this.addUnresolved({ reason: otherRole }, place);
    }
  }

  addUnresolved(found: Unresolved, place: Place): void {
    const key = `${found.service} ${found.reason} ${inWords(place)}`;

    if (!this.#unresolved.has(key)) this.#unresolved.set(key, { ...found, ...place });
  }
}

function inWords({ path, line, column }: Place): string {
  return `${path} ${line} ${column}`;
}
