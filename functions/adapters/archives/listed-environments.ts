import { attempt } from '../../app/collectors.ts';
import type { FactStore } from '../../app/ports.ts';
import { fingerprint } from '../../core/fingerprint.ts';
import type { FunctionTarget } from '../../core/target.ts';
import { environmentKey } from '../../engines/archive/index.ts';
import {
  environmentShown,
  type ShownEnvironment,
  shownEnvironment,
  ValueNumbers,
} from '../../engines/secrets/index.ts';
import { type EqualValues, equalValueNotes } from '../../facts/equal-values.ts';
import type { ListedFunction } from '../aws/lambda-inventory.ts';

/**
 * Keeps what the environments of one listing hold that looks like a secret, so that none has to
 * be asked for again, and which of them are equal: no value is kept, as always. What the listing does not show, because it may
 * not be decrypted or because it may change unseen, is left to the one who asks for that function.
 *
 * Source: `Environment` in "ListFunctions" (Lambda API Reference).
 */
export function listedEnvironments(facts: FactStore) {
  const labels = valueLabels();

  return async (page: readonly ListedFunction[]): Promise<void> => {
    const shown = page.flatMap(({ target, environment }) =>
      target.revisionId !== '' && environment !== undefined ? [{ target, environment }] : [],
    );

    // A page that cannot be kept costs calls, and harms no listing.
    await attempt(async () => {
      const having = await withSecrets(facts, shown);
      const notes = equalValueNotes(facts);
      const noted = await notes.read(having.map(({ target }) => target.arn));
      const changed = having.flatMap((listed) => {
        const before = noted.get(listed.target.arn);
        const note = labels.noteOf(listed, before);
        const isSame = JSON.stringify(note) === JSON.stringify(before);
        return isSame ? [] : [[listed.target.arn, note] as const];
      });
      await notes.note(new Map(changed));
    });
  };
}

interface ShownFunction {
  readonly target: FunctionTarget;
  readonly environment: Readonly<Record<string, string>>;
}

interface FunctionWithSecrets extends ShownFunction {
  /** The variables that hold what is a secret, or may be a key that the code signs with and that is none. */
  readonly variables: readonly string[];
}

/** Of most functions that have none it is stored already. */
async function withSecrets(
  facts: FactStore,
  shown: readonly ShownFunction[],
): Promise<readonly FunctionWithSecrets[]> {
  const stored = await facts.read(
    'environment',
    shown.map(({ target }) => environmentKey(target)),
  );
  const missing = new Map<string, ShownEnvironment>();
  const having = shown.flatMap((listed): readonly FunctionWithSecrets[] => {
    const { target, environment } = listed;
    const key = environmentKey(target);
    const before = shownEnvironment.safeParse(stored.get(key));
    const after = before.success ? before.data : environmentShown(environment, target.name);
    if (!before.success) missing.set(key, after);

    const variables = variablesCompared(after);
    return variables.length === 0 ? [] : [{ ...listed, variables }];
  });

  if (missing.size > 0) await facts.write('environment', missing);
  return having;
}

function variablesCompared({ secrets, variables }: ShownEnvironment): readonly string[] {
  const named = [
    ...secrets.map(({ variable }) => variable),
    ...variables.flatMap(({ name, keyFault }) => (keyFault === undefined ? [] : [name])),
  ];

  return [...new Set(named)];
}

/**
 * Labels for the values of one listing. The first function that has a value gives its label: the one that it had before, where it
 * has not changed since, so that the order of functions makes no difference from one night to the next.
 */
function valueLabels() {
  const numbers = new ValueNumbers();
  const labels = new Map<number, string>();

  return {
    noteOf(
      { target, environment, variables }: FunctionWithSecrets,
      before: EqualValues | undefined,
    ): EqualValues {
      const configuration = environmentKey(target);
      const known = new Map(
        before?.configuration === configuration ? Object.entries(before.labels) : [],
      );
      const labelOf = (variable: string, value: string): string => {
        const number = numbers.of(value);
        const label =
          labels.get(number) ??
          known.get(variable) ??
          fingerprint(configuration, variable).slice(0, 12);
        labels.set(number, label);
        return label;
      };

      return {
        configuration,
        labels: Object.fromEntries(
          variables.flatMap((variable) => {
            const value = environment[variable];
            return value === undefined ? [] : [[variable, labelOf(variable, value)] as const];
          }),
        ),
      };
    },
  };
}
