import type { OpenDesign } from '../../../core/open-design.ts';
import type { CodePlace } from '../../../core/sdk-calls.ts';
import { Budget, CodeNotAnalysed, onThisStack } from '../../flow/index.ts';
import { PackageFolders } from '../../packages/index.ts';
import { mostSteps } from '../../signatures/index.ts';
import { Places } from '../evidence.ts';
import type { JavaScriptSource } from '../find-weaknesses.ts';
import { findHandlerName } from '../handler-name.ts';
import { roleOf } from '../known-packages.ts';
import { loadModules, type Modules } from '../modules.ts';
import { OwnPackages } from '../own-packages.ts';
import { Resolver } from '../resolver.ts';
import { routesIn } from '../routes.ts';
import { isLogger } from '../signatures/inert-calls.ts';
import type { CallNode } from '../syntax.ts';
import { DesignedWrites } from './designed-writes.ts';

/**
 * What code does that is open to anyone by design, where it sends nothing elsewhere.
 *
 * @param write the one place where it changes something in AWS.
 */
export function findOpenDesign(source: JavaScriptSource, write: CodePlace): OpenDesign | undefined {
  try {
    return onThisStack(source.handler, () => foundIn(source, write));
  } catch (error) {
    if (error instanceof CodeNotAnalysed) return undefined;
    throw error;
  }
}

function foundIn(source: JavaScriptSource, write: CodePlace): OpenDesign | undefined {
  const { files, handler, mostNodes } = source;
  const { own = new OwnPackages([]), folders = new PackageFolders([]) } = source;
  if (![...files.values()].some((text) => telling.test(text))) return undefined;
  const { path } = findHandlerName(handler, { files, own });
  const modules = loadModules({ files, own, folders }, path, mostNodes);
  if (modules.unread.length > 0 || doesMore(modules, files)) return undefined;

  const budget = new Budget(mostSteps);
  const routes = routesIn(modules, budget);
  // An application does more than one thing.
  if (routes.all.length > 0) return undefined;
  const writes = new DesignedWrites(new Resolver(modules, budget, routes.all));
  // `db.put(…)` and `db.put(…).promise()` begin at one place.
  const [kind] = callsAt(write, modules, new Places(files)).flatMap(
    (call) => writes.kindOf(call) ?? [],
  );

  return kind && { kind, path: write.path, line: write.line, column: write.column };
}

/** Most code has none of these words, and is not looked at. */
const telling = /bcrypt|scrypt|pbkdf2|argon2|UpdateExpression/;

/** Whether it has a word of what changes something outside of AWS, runs text, or hands out what opens doors. */
function doesMore({ files }: Modules, texts: JavaScriptSource['files']): boolean {
  return [...files].some(
    ([path, { requests }]) =>
      more.test(texts.get(path) ?? '') || [...requests].some((name) => !isHarmless(name)),
  );
}

const more =
  /\b(?:fetch|eval|Function|WebSocket|XMLHttpRequest|sign|SignJWT|setTimeout|setInterval|constructor)\b(?=\s{0,20}[(;,).])|\bimport\(|\bglobalThis\b|[(:.,]\s{0,20}process\.env\s{0,20}[),}]/;

function isHarmless(name: string): boolean {
  if (/^[./]/.test(name) || making.test(name) || isLogger(name)) return true;
  if (/^(?:node:)?(?:buffer|console|crypto|os|path|querystring|url|util)$/.test(name)) return true;

  return /^(?:@aws-sdk\/|aws-sdk$|aws-sdk\/)/.test(name) || roleOf(name) === 'returns';
}

/** They make hashes and ids, or read settings. */
const making =
  /^(?:bcrypt(?:js)?|argon2|@node-rs\/(?:argon2|bcrypt)|uuid|nanoid|ulid|ulidx|cuid|ksuid|short-uuid|dotenv|source-map-support(?:\/register)?)$/;

function callsAt(
  { path, line, column }: CodePlace,
  { files }: Modules,
  places: Places,
): readonly CallNode[] {
  const calls = [...(files.get(path)?.calls.values() ?? [])].flat();

  return calls.filter((call) => {
    const at = places.of(call);
    return at.line === line && at.column === column;
  });
}
