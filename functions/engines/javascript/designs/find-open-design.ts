import type { OpenDesign } from '../../../core/open-design.ts';
import type { SdkCall } from '../../../core/sdk-calls.ts';
import { Budget, CodeNotAnalysed, onThisStack } from '../../flow/index.ts';
import { PackageFolders } from '../../packages/index.ts';
import { isCalledBack, isPaymentPackage, mostSteps, namesService } from '../../signatures/index.ts';
import { Places } from '../evidence.ts';
import type { JavaScriptSource } from '../find-weaknesses.ts';
import { findHandlerName } from '../handler-name.ts';
import { loadModules, type Modules } from '../modules.ts';
import { OwnPackages } from '../own-packages.ts';
import { Resolver } from '../resolver.ts';
import { routesIn } from '../routes.ts';
import { calledByLambda } from '../sdk-calls/called-by-lambda.ts';
import { isReading, mayBeMeant } from './aws-effects.ts';
import { DesignsOf } from './designs-of.ts';
import { isHarmlessPackage, packageOf } from './harmless-packages.ts';
import { isMailPackage } from './mail-effects.ts';
import { isStorePackage } from './store-effects.ts';

/**
 * What code does that is open to anyone by design, where it changes nothing else and sends nothing elsewhere.
 *
 * @param calls all that it calls of AWS
 */
export function findOpenDesign(
  source: JavaScriptSource,
  calls: readonly SdkCall[],
): OpenDesign | undefined {
  try {
    return onThisStack(source.handler, () => foundIn(source, calls));
  } catch (error) {
    if (error instanceof CodeNotAnalysed) return undefined;
    throw error;
  }
}

function foundIn(source: JavaScriptSource, calls: readonly SdkCall[]): OpenDesign | undefined {
  const { files, handler, mostNodes } = source;
  const { own = new OwnPackages([]), folders = new PackageFolders([]) } = source;
  // Who is called back says what happened, and may say anything where nothing is verified.
  if (isNamedForMore(handler) || [...files.values()].some(namesService)) return undefined;
  if (!calls.every((each) => isReading(each) || mayBeMeant(each))) return undefined;
  const { path, exports } = findHandlerName(handler, { files, own });
  const modules = loadModules({ files, own, folders }, path, mostNodes);
  const isWriting = calls.some(mayBeMeant);
  if (modules.unread.length > 0 || !isKnown(modules) || (!isWriting && !mayWrite(modules)))
    return undefined;

  const budget = new Budget(mostSteps);
  const routes = routesIn(modules, budget);
  // An application does more than one thing.
  if (routes.all.length > 0) return undefined;
  const values = new Resolver(modules, budget, routes.all);
  const designs = new DesignsOf(values, { modules, places: new Places(files), calls });

  return designs.of(calledByLambda(values, modules, path, exports), handler);
}

/** Whether by its name it is what a service calls, or changes what is there: a webhook, an approval. */
export function isNamedForMore(name: string): boolean {
  return isCalledBack(name) || changing.test(name.replaceAll(/[^A-Za-z]/g, ' '));
}

const changing =
  /approve|grant|transfer|promote|assign|cancel|refund|publish|delete|remove|update|reset|withdraw|redeem|revoke|accept|reject/i;

/** Whether of each package that it loads it is known what that changes. */
function isKnown({ files }: Modules): boolean {
  return [...files.values()].every(({ requests }) =>
    [...requests].every((name) => isHarmlessPackage(name) || isEffective(packageOf(name))),
  );
}

/** Whether a package stores, sends mail or has buyers pay, by calls that are known. */
function isEffective(name: string): boolean {
  return isStorePackage(name) || isMailPackage(name) || isPaymentPackage(name);
}

/** Whether it may change something that is not of AWS. */
function mayWrite({ files }: Modules): boolean {
  return [...files.values()].some(({ requests }) =>
    [...requests].some((name) => isEffective(packageOf(name))),
  );
}
