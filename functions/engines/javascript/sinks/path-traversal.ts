import { harm } from '../harms.ts';
import type { SinkRow, Written } from './sink.ts';
import { textOfArgument } from './sink.ts';

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
  { ...base, of: '?', calls: 'sendFile sendfile download', when: ({ given }) => given.length > 0 },
];

/** Only the last part of what is asked for. */
function within(written: Written): string | undefined {
  const asked = textOfArgument(written);

  return (
    asked &&
    `const file = path.resolve(folder, ${asked}); if (!file.startsWith(folder + path.sep)) throw new Error('no such file');`
  );
}
