import type { Severity } from '../../core/severity.ts';
import { argumentOf } from './call-arguments.ts';
import { constantText } from './constant-text.ts';
import type { Fact } from './entry.ts';
import { filterMembers, onlyName } from './fixes/texts.ts';
import { lastName } from './last-name.ts';
import { calledName } from './link.ts';
import { isOnlyCompared } from './only-compared.ts';
import { bindingOf, scopeOf } from './scope.ts';
import { aws, methodsOf, type NamedSink, sinks } from './sink-table.ts';
import type { Argument, Call, Expression } from './syntax.ts';
import { literalStart, piecesOf } from './text-shape.ts';
import { isKeyOfUpload } from './uploads.ts';
import type { Values } from './value.ts';
import { isWrittenBefore } from './written-before.ts';

/** Of what a function may write there is only /tmp. */
const ofWriting = { fix: onlyName, severity: (): Severity => 'medium' };

/** What reads or writes files by a path that it is given. */
export const pathSinks: readonly NamedSink[] = [
  ...sinks(
    'path-traversal',
    'builtins.open io.open codecs.open os.open aiofiles.open anyio.open_file gzip.open bz2.open lzma.open',
    '0 file path filename',
    { fix: onlyName, severity: severityOfOpening },
  ),
  ...sinks('path-traversal', 'os.listdir os.scandir os.walk', '0 path top', { fix: onlyName }),
  ...sinks('path-traversal', 'shutil.copy shutil.copy2 shutil.copyfile shutil.copytree', '0 src', {
    fix: onlyName,
    severity: severityOfWritten,
  }),
  ...sinks(
    'path-traversal',
    'os.remove os.unlink os.rmdir os.removedirs os.rename os.replace os.mkdir os.makedirs os.chmod os.symlink shutil.rmtree shutil.move',
    '0 1 path src dst name',
    ofWriting,
  ),
  ...sinks(
    'path-traversal',
    'shutil.copy shutil.copy2 shutil.copyfile shutil.copytree',
    '1 dst',
    ofWriting,
  ),
  ...sinks('path-traversal', methodsOf('pathlib', 'open read_text read_bytes iterdir'), 'self', {
    fix: onlyName,
    title: 'pathlib.Path',
    severity: severityOfPathMethod,
  }),
  ...sinks(
    'path-traversal',
    methodsOf('pathlib', 'write_text write_bytes unlink rmdir mkdir rename'),
    'self',
    { ...ofWriting, title: 'pathlib.Path' },
  ),
  ...sinks(
    'path-traversal',
    'flask.send_file starlette.responses.FileResponse fastapi.responses.FileResponse',
    '0 path_or_file path filename_or_fp',
    { fix: onlyName, severity: severityOfWritten },
  ),
  // What is asked for lies below it, and `..` is refused.
  ...sinks('path-traversal', 'flask.send_from_directory', '0 directory', { fix: onlyName }),
  ...sinks('path-traversal', 'bottle.static_file', '1 root', { fix: onlyName }),
  ...sinks('path-traversal', methodsOf('tarfile', 'extractall extract'), 'self', {
    when: (call) => !isFiltered(call),
    title: 'TarFile.extractall',
    fix: filterMembers,
  }),
  ...sinks(
    'path-traversal',
    methodsOf('flask.request quart.request PIL.Image', 'save'),
    '0 dst fp',
    { ...ofWriting, title: 'save' },
  ),
  ...sinks('path-traversal', 'cv2.imread', '0 filename', { fix: onlyName }),
  ...sinks('path-traversal', 'cv2.imwrite', '0 filename', ofWriting),
  ...sinks('path-traversal', 'shutil.unpack_archive', '0 filename', {
    when: (call) => !isFiltered(call),
    fix: filterMembers,
  }),
  ...sinks('path-traversal', aws('s3', 'download_file'), '2 Filename', {
    ...ofWriting,
    title: 's3.download_file',
  }),
  ...sinks('path-traversal', aws('s3', 'upload_file'), '0 Filename', {
    title: 's3.upload_file',
    fix: onlyName,
    severity: severityOfUpload,
  }),
];

/**
 * Only /tmp can be written to: what is written there is less than what is read elsewhere. By the key of
 * an object, a function reads the copy that it has made of it.
 */
function severityOfOpening(call: Call, values: Values, fact: Fact): Severity | undefined {
  if (isKeyOfUpload(fact)) return 'medium';
  // Of a folder that is opened, what walks below it opens one step after the other.
  if (argumentOf(call, undefined, 'dir_fd')) return 'medium';

  return (
    severityOfMode(argumentOf(call, 1, 'mode')) ??
    severityOfDescriptor(call) ??
    severityOfWritten(call, values, fact) ??
    severityOfDownloaded(call, values)
  );
}

/** `os.open(path, os.O_CREAT | os.O_WRONLY)`, and what is opened only to be closed again. */
function severityOfDescriptor(call: Call): Severity | undefined {
  const flags = argumentOf(call, 1, 'flags');
  if (!flags || constantText(flags) !== undefined) return undefined;

  return isForWriting(flags) || isOnlyClosed(call) ? 'medium' : undefined;
}

/** And not for reading as well. */
function isForWriting(flags: Expression): boolean {
  if (flags.type !== 'Binary') return lastName(flags) === 'O_WRONLY';

  return flags.operator === '|' && (isForWriting(flags.left) || isForWriting(flags.right));
}

/** `os.fsync(os.open(path, os.O_RDONLY))`, also by a name: nothing of it is read. */
function isOnlyClosed(call: Call): boolean {
  if (calledName(call) !== 'open') return false;
  const { parent } = call;
  if (parent?.type === 'Argument') return isClosed(parent);
  const [target, ...others] = parent?.type === 'Assign' ? parent.targets : [];
  const binding = target && others.length === 0 ? bindingOf(target) : undefined;

  return (
    binding !== undefined &&
    binding.scope.function !== undefined &&
    binding.definitions.length === 1 &&
    binding.reads.every((read) => read.parent?.type === 'Argument' && isClosed(read.parent))
  );
}

function isClosed({ parent }: Argument): boolean {
  return parent?.type === 'Call' && /^(?:close|fsync|fdatasync)$/.test(calledName(parent) ?? '');
}

function severityOfPathMethod(call: Call, values: Values, fact: Fact): Severity | undefined {
  const mode = calledName(call) === 'open' ? argumentOf(call, 0, 'mode') : undefined;

  if (/^read_(?:text|bytes)$/.test(calledName(call) ?? '') && isOnlyCompared(call, values))
    return 'medium';
  return severityOfMode(mode) ?? severityOfWritten(call, values, fact);
}

function severityOfWritten(_: Call, values: Values, fact: Fact): Severity | undefined {
  return isWrittenBefore(fact, values) ? 'medium' : undefined;
}

function severityOfMode(mode: Expression | undefined): Severity | undefined {
  if (mode?.type === 'Conditional') {
    const areWriting = [mode.yes, mode.no].every((each) =>
      /^[wax][bt]?$/.test(constantText(each) ?? ''),
    );
    return areWriting ? 'medium' : undefined;
  }
  return /[wax]/.test(constantText(mode) ?? 'r') ? 'medium' : undefined;
}

/** What is uploaded comes into the function's own bucket, where who asked for it seldom reads it. */
function severityOfUpload(call: Call, values: Values, fact: Fact): Severity | undefined {
  const path = argumentOf(call, 0, 'Filename');

  return literalStart(path)?.startsWith('/tmp/') ? 'medium' : severityOfWritten(call, values, fact);
}

/** `s3.download_file(bucket, key, f'/tmp/{key}')` and then `open(f'/tmp/{key}')`: the same text, of a name set once. */
function severityOfDownloaded(call: Call, values: Values): Severity | undefined {
  const path = argumentOf(call, 0, 'file');
  if (path?.type !== 'FormattedText' && path?.type !== 'Binary') return undefined;
  const isBefore = values.callsOf('download_file').some((each) => {
    const written = argumentOf(each, 2, 'Filename');
    return (
      written !== undefined &&
      isOfAws(each, values) &&
      scopeOf(each).file === scopeOf(call).file &&
      isRunBefore(each, call) &&
      isSameText(written, path)
    );
  });

  return isBefore ? 'medium' : undefined;
}

/** Or of what is not known. A method of the archive, or of another package, may write nothing and say nothing. */
function isOfAws({ callee }: Call, values: Values): boolean {
  return values
    .valuesOf(callee)
    .every(
      (value) => value.kind === 'name' && /^(?:boto3|aio(?:boto3|botocore))\b/.test(value.name),
    );
}

/** As a statement of a block that holds the other one too. */
function isRunBefore(one: Call, other: Call): boolean {
  const statement = one.parent;
  const block = statement?.type === 'ExpressionStatement' ? statement.parent : undefined;

  return (
    block !== undefined &&
    one.end < other.start &&
    other.end <= block.end &&
    scopeOf(one).function === scopeOf(other).function
  );
}

function isSameText(one: Expression, other: Expression): boolean {
  const [pieces, others] = [piecesOf(one), piecesOf(other)];

  return (
    pieces.length === others.length &&
    pieces.every((piece, index) => {
      const same = others[index];
      if (!same) return false;
      if ('text' in piece) return 'text' in same && same.text === piece.text;
      const binding = bindingOf(piece.value);
      const isOnce = binding?.definitions.length === 1 && binding.writes.length <= 1;
      return isOnce && 'value' in same && bindingOf(same.value) === binding;
    })
  );
}

/** Python 3.14 filters by itself; no runtime of Lambda before it does. */
function isFiltered(call: Call): boolean {
  const filter = argumentOf(call, undefined, 'filter');
  if (argumentOf(call, undefined, 'members')) return true;

  return filter !== undefined && constantText(filter) !== 'fully_trusted';
}
