import { checkIds } from '../functions/checks/index.ts';
import { withSuggestion } from '../functions/domain/closest.ts';
import { deployerNames } from '../functions/domain/deployment.ts';
import { namedOwners, type Owned } from '../functions/domain/ownership.ts';
import { identityOf } from '../functions/domain/target-identity.ts';
import { matches } from '../functions/engines/iam/index.ts';
import { Failure } from './failure.ts';
import { isDeployedBy, isNamed, isTagged, type Selection, selectedOwners } from './selection.ts';

interface Targets {
  /** ARNs that the answer is about. */
  readonly found: readonly string[];
  /** ARNs that scanners know of. */
  readonly scanned: readonly string[];
}

/** @throws Failure for a name that is mistyped: it would pass for a target without findings. */
export function refuseUnknownNames(
  { names = [], function: glob }: Pick<Selection, 'names' | 'function'>,
  { found, scanned }: Targets,
): void {
  const known = [...new Set([...found, ...scanned])];
  const functions = known.filter((target) => identityOf(target).kind === 'function');

  if (glob !== undefined) refuseUnknown(glob, functions, 'function');
  for (const name of names) refuseUnknown(name, known, 'function, role or layer');
}

/** @throws Failure for an owner, a stack, an application or a tag that nothing that was scanned has. */
export function refuseUnknownOwners(
  selection: Pick<Selection, 'owner' | 'inStack' | 'application' | 'tag' | 'deployedBy'>,
  known: readonly Owned[],
): void {
  refuseUnknownTag(selection, known);
  refuseUnknownDeployer(selection, known);
  for (const [by, name] of selectedOwners) {
    const glob = selection[name];
    if (glob === undefined) continue;

    const names = [...new Set(known.flatMap((each) => namedOwners(each, by)))];
    if (names.some((one) => matches(glob, one))) continue;
    throw new Failure(
      withSuggestion(
        `nothing that has been scanned has ${by === 'stack' ? 'a' : 'an'} ${by} with a name like ${glob}`,
        glob,
        names,
      ),
    );
  }
}

function refuseUnknownDeployer(
  { deployedBy }: Pick<Selection, 'deployedBy'>,
  known: readonly Owned[],
): void {
  if (deployedBy === undefined || known.some((each) => isDeployedBy(each, { deployedBy }))) return;

  const names = known.flatMap((each) =>
    each.lastDeployment ? deployerNames(each.lastDeployment) : [],
  );
  throw new Failure(
    withSuggestion(
      `no function that has been scanned is known to be last deployed by ${deployedBy}`,
      deployedBy,
      [...new Set(names)],
    ),
  );
}

function refuseUnknownTag({ tag }: Pick<Selection, 'tag'>, known: readonly Owned[]): void {
  if (tag === undefined || known.some((each) => isTagged(each, { tag }))) return;

  const keys = new Set(known.flatMap(({ keptTags = {} }) => Object.keys(keptTags)));
  if ([...keys].some((key) => key.toLowerCase() === tag.key.toLowerCase())) {
    throw new Failure(`nothing that has been scanned has the tag ${tag.key}=${tag.value}`);
  }
  throw new Failure(
    withSuggestion(
      `no tag ${tag.key} is kept with findings: name it in the setting keptTags, and the next night keeps it`,
      tag.key,
      [...keys],
    ),
  );
}

function refuseUnknown(name: string, targets: readonly string[], kinds: string): void {
  if (targets.some((target) => isNamed(target, name))) return;

  if (checkIds.some((id) => matches(name, id))) {
    throw new Failure(`${name} is a check: ask for it with --check ${name}`);
  }
  if (targets.length === 0) {
    throw new Failure(
      `no ${kinds} has been scanned yet, so none has a name like ${name}: vigil scan runs the scanners now`,
    );
  }
  throw new Failure(
    withSuggestion(
      `no ${kinds} that has been scanned has a name like ${name}`,
      name,
      targets.map((target) => identityOf(target).name),
    ),
  );
}
