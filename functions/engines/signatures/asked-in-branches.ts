/** Code that some of it comes to. */
export interface LiveCode<N> {
  /** Empty where it is too much. */
  readonly nodes: readonly N[];
  /** What it does for some requests alone: it says nothing of the others, and is not among the nodes. */
  readonly branches: readonly Branch<N>[];
}

/** Of a path, of who brings a credential, or what may fail without a word. */
export interface Branch<N> {
  readonly node: N;
  /** Whether it is for those alone who sign in or up. */
  readonly isEntry: boolean;
}

/** How code of one language is read. */
interface Reading<N, S> {
  readonly live: (roots: readonly N[]) => LiveCode<N>;
  readonly strongestIn: (nodes: readonly N[]) => S | undefined;
  /** Whether it may change something, by its name. */
  readonly isWriting: (node: N) => boolean;
}

interface Strong {
  readonly strength: number;
}

/** What looks most as if it asked, of all that some code comes to. */
export function signIn<N, S extends Strong>(
  roots: readonly N[],
  reading: Reading<N, S>,
): S | undefined {
  return askedIn(roots, reading, { left: MOST_BRANCHES }).sign;
}

const MOST_BRANCHES = 100;

interface Asked<S> {
  readonly sign: S | undefined;
  /** Whether some of it may change something, and nothing asks before. */
  readonly isOpen: boolean;
}

/** What stands in a branch for some requests is a sign where nothing is changed outside of such, and in none that has no sign. */
function askedIn<N, S extends Strong>(
  roots: readonly N[],
  reading: Reading<N, S>,
  budget: { left: number },
): Asked<S> {
  budget.left -= 1;
  if (budget.left < 0) return { sign: undefined, isOpen: true };
  const { nodes, branches } = reading.live(roots);
  const sign = reading.strongestIn(nodes);
  if (sign) return { sign, isOpen: false };
  const isWriting = nodes.some(reading.isWriting);
  if (branches.length === 0 || isWriting) return { sign: undefined, isOpen: isWriting };
  const others = branches.filter(({ isEntry }) => !isEntry);
  const asked = (others.length > 0 ? others : branches).map(({ node }) =>
    askedIn([node], reading, budget),
  );
  // No one can be asked before there is a credential.
  const isOpen = others.length > 0 && asked.some((each) => each.isOpen);

  return { sign: isOpen ? undefined : strongest(asked.flatMap((each) => each.sign ?? [])), isOpen };
}

/** The first of the strongest. */
export function strongest<S extends Strong>(signs: readonly S[]): S | undefined {
  return signs.toSorted((one, other) => other.strength - one.strength)[0];
}
