import { behind } from '../behind.ts';
import { harm } from '../harms.ts';
import { optionIn, textOf } from '../options.ts';
import { bindingOf, parentOf } from '../scope.ts';
import { hole, joinedParts, skeletonOf } from '../skeleton.ts';
import { type AnyNode, type CallNode, calledName, isCall, type NodeOf } from '../syntax.ts';
import type { Values } from '../value.ts';
import { callWith, withEachPart } from './rewritten.ts';
import type { SinkCall, SinkRow, Written } from './sink.ts';

const base = { kind: 'path-traversal', harm: harm.path, fix: within } as const;
const modules = 'fs fs-extra graceful-fs';

/** What opens the file or folder that a path leads to. */
export const pathSinks: readonly SinkRow[] = [
  {
    ...base,
    of: modules,
    calls:
      'readFile readFileSync createReadStream open openSync openAsBlob readdir readdirSync opendir ' +
      'opendirSync readlink readlinkSync readJson readJsonSync copyFile copyFileSync cp cpSync copy copySync',
    severity: ofPages,
  },
  // Of what a function may write there is only /tmp.
  {
    ...base,
    of: modules,
    calls:
      'writeFile writeFileSync appendFile appendFileSync createWriteStream unlink unlinkSync rm ' +
      'rmSync rmdir rmdirSync rename renameSync truncate truncateSync chmod chmodSync mkdir ' +
      'mkdirSync outputFile outputFileSync outputJson writeJson remove removeSync emptyDir ' +
      'ensureDir ensureDirSync ensureFile move moveSync symlink symlinkSync link linkSync',
    severity: 'medium',
  },
  {
    ...base,
    of: modules,
    calls: 'copyFile copyFileSync cp cpSync copy rename renameSync move',
    argument: 1,
    severity: 'medium',
  },
  { ...base, of: '?', calls: 'sendFile sendfile download', when: isOutsideAFolder },
];

/**
 * Behind it stands an ending that parts of pages have: it leads to no other file, and these hold no
 * secrets. Pictures, documents and sounds hold none where they came with the code or its layers, nor
 * among what the function made in /tmp; elsewhere, as on a mount, they may be what customers brought.
 */
function ofPages({ node, values }: Written): 'medium' | undefined {
  const [whole] = isCall(node) ? node.arguments : [];
  if (!whole) return undefined;
  if (isWrittenBefore(whole, values)) return 'medium';
  const made = behind(whole);
  const last = isJoined(made) ? made.arguments.at(-1) : made;
  const [, ...ends] = last ? skeletonOf(last).split(hole) : [];
  const end = ends.at(-1) ?? '';

  return pages.test(end) || (media.test(end) && isOfFunction(whole, values, MOST_STEPS))
    ? 'medium'
    : undefined;
}

/**
 * Whether the function surely wrote the file before that it reads: where it may not write it comes no
 * further, and where it may it finds what it wrote.
 */
function isWrittenBefore(path: AnyNode, values: Values): boolean {
  const name = path.type === 'Identifier' ? bindingOf(path) : undefined;
  if (name?.definitions.length !== 1) return false;

  return name.reads.some((read) => {
    const call = parentOf(read);
    if (!isCall(call) || call.arguments[0] !== read || read.start > path.start) return false;
    const isWriter = values.namesOf(call.callee).some((called) => writers.test(called));
    return isWriter && isSurelyBefore(call, path);
  });
}

/** In a statement of a block that the path stands in too, or in the same with what is done on its end. */
function isSurelyBefore(write: AnyNode, path: AnyNode): boolean {
  const isStream = calledName(write as NodeOf<'CallExpression'>) === 'createWriteStream';
  let isWaitedFor = calledName(write as NodeOf<'CallExpression'>)?.endsWith('Sync') === true;
  let at: AnyNode = write;

  for (let steps = 0; steps < MOST_STEPS; steps += 1) {
    const around = parentOf(at);
    if (!around) return false;
    if (around.type === 'BlockStatement') {
      const isInIt = around.start <= path.start && path.end <= around.end;
      return isWaitedFor && isInIt && at.end <= path.start;
    }
    if (isCall(around) && /^(?:catch|then)$/.test(calledName(around) ?? '')) return false;
    if (isStream && isCall(around) && calledName(around) === 'on' && isInEnd(around, path))
      return true;
    isWaitedFor ||= around.type === 'AwaitExpression' && !isStream;
    if (!/^(?:Call|Member|Await)Expression$|^ExpressionStatement$/.test(around.type)) return false;
    at = around;
  }
  return false;
}

/** `stream.on('finish', () => read(path))`. */
function isInEnd({ arguments: [event, callback] }: CallNode, path: AnyNode): boolean {
  return (
    /^(?:finish|close)$/.test(textOf(event) ?? '') &&
    callback !== undefined &&
    callback.start <= path.start &&
    path.end <= callback.end
  );
}

const writers =
  /^module:(?:fs|fs\/promises|fs-extra|graceful-fs)\.(?:promises\.)?(?:createWriteStream|writeFile|writeFileSync)$/;
const pages = /^[^/]*\.(?:html?|css|ico|woff2?|ttf|otf)$/i;
const media = /^[^/]*\.(?:gif|png|jpe?g|webp|svg|bmp|tiff?|pdf|mp[34]|m4a|wav|ogg|webm|mov)$/i;

/** Whether a path begins in a folder of the function's own: that of the code, where it is started, or /tmp. */
function isOfFunction(path: AnyNode, values: Values, steps: number): boolean {
  if (steps === 0) return false;
  const { parts, texts } = joinedParts(path);
  const [text = ''] = texts;
  // It may lead out again by what is written in it.
  if (texts.some((each) => each.includes('..'))) return false;
  if (text !== '') return !text.startsWith('/') || /^\/(?:var\/task|opt|tmp)(?:\/|$)/.test(text);

  const [first] = parts;
  const made = first && behind(first);
  if (!made) return false;
  if (made.type === 'Identifier') return made.name === '__dirname' && !bindingOf(made);
  if (isCall(made) && values.namesOf(made.callee).includes('module:os.tmpdir')) return true;
  if (isJoined(made)) {
    const others = made.arguments.slice(1);
    const isAnew =
      calledName(made) === 'resolve' && others.some((part) => skeletonOf(part).startsWith(hole));
    if (isAnew || others.some(leadsOut)) return false;
  }
  const begins = isJoined(made) ? made.arguments[0] : made === first ? undefined : made;
  return begins !== undefined && isOfFunction(begins, values, steps - 1);
}

/** `'..'`, and what `resolve` begins anew with. */
function leadsOut(part: AnyNode): boolean {
  const text = skeletonOf(part);

  return text.startsWith('/') || text.includes('..');
}

/** Names that a folder is followed through. */
const MOST_STEPS = 8;

function isJoined(node: AnyNode): node is NodeOf<'CallExpression'> {
  return node.type === 'CallExpression' && /^(?:join|resolve)$/.test(calledName(node) ?? '');
}

/** With the option `root`, nothing above that folder is sent. Source: "res.sendFile" (Express). */
function isOutsideAFolder({ given, values }: SinkCall): boolean {
  const [, ...options] = given;

  return (
    !(given[0] && isBehindFolder(given[0])) &&
    options.every((each) => optionIn(values, each, 'root') === undefined)
  );
}

/**
 * `folder + '/' + name`: what is sent is refused where it goes up, as long as nothing has resolved that.
 * Source: "send" (npm), dotfiles and malicious paths.
 */
function isBehindFolder(path: AnyNode): boolean {
  const { parts, texts } = joinedParts(path);
  const [first] = parts;
  if (!first || (parts.length === 1 && texts.every((text) => text === ''))) return false;
  const isFixed = isFixedFolder(first) && texts[1]?.startsWith('/') === true;

  return texts[0]?.includes('/') || isFixed;
}

/** `__dirname`, a name of the file, and what is made of constants: `path.resolve('.')`. */
function isFixedFolder(node: AnyNode): boolean {
  if (node.type === 'Identifier' && bindingOf(node)?.scope.function === undefined) return true;
  const made = behind(node);

  return isCall(made) && made.arguments.every((argument) => textOf(argument) !== undefined);
}

/** Of what is asked for only the last part: `path.join(folder, path.basename(name))`. */
function within(written: Written): string | undefined {
  const { node, text } = written;
  const asked = isCall(node) ? node.arguments[0] : undefined;
  if (!asked) return undefined;
  const basename = (part: string) => `path.basename(${part})`;
  if (!isCall(asked)) {
    const { parts, texts } = joinedParts(asked);
    const isWhole = parts.length === 1 && texts.every((one) => one === '');
    return callWith(
      written,
      isWhole
        ? `path.join(folder, ${basename(text(asked))})`
        : withEachPart(asked, text, basename, (before) => before === ''),
    );
  }
  const last = asked.arguments.at(-1);
  if (!isJoined(asked) || asked.arguments.length < 2 || !last) return undefined;

  const folders = asked.arguments.slice(0, -1).map((argument) => text(argument));
  return callWith(written, `path.join(${[...folders, basename(text(last))].join(', ')})`);
}
