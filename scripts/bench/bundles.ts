import { execFile } from 'node:child_process';
import { mkdtemp, readdir, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { build } from 'esbuild';

const root = join(import.meta.dirname, '../..');

/** Handlers of what `npm ci` brings: as they are bundled, they are of 4 to 7 MB. */
const handlers: Readonly<Record<string, (clients: readonly string[]) => string>> = {
  'fourteen clients of AWS': (clients) => ofClients(clients.slice(0, 14)),
  'all clients of AWS': ofClients,
  'a part of the CDK': () => `
    import { App, Stack } from 'aws-cdk-lib/core';
    import { Queue } from 'aws-cdk-lib/aws-sqs';
    import { CloudFormationClient, CreateStackCommand } from '@aws-sdk/client-cloudformation';
    import { execSync } from 'node:child_process';
    export async function handler(event) {
      const app = new App();
      const stack = new Stack(app, event.name);
      new Queue(stack, 'queue');
      execSync('deploy ' + event.target);
      const { template } = app.synth().getStackByName(event.name);
      const input = { StackName: event.name, TemplateBody: JSON.stringify(template) };
      return new CloudFormationClient({}).send(new CreateStackCommand(input));
    }`,
};

/**
 * What looking for packages, weaknesses, calls and secrets costs in bundles of megabytes, and whether
 * it finds what it found: time of a processor, in one thread; 5 s and 512 MB are aimed at for 6 MB.
 */
export async function benchBundles(...names: readonly string[]): Promise<void> {
  const clients = await awsClients();
  const folder = await mkdtemp(join(tmpdir(), 'vigil-bundles-'));

  for (const [name, write] of Object.entries(handlers)) {
    if (names.length > 0 && !names.some((each) => name.includes(each))) continue;

    for (const minify of [false, true]) {
      const outfile = join(folder, 'index.js');
      await bundle(write(clients), outfile, minify);
      const { seconds, peakMegabytes, found } = await analyse(outfile);
      const sum = Object.values(seconds).reduce((all, each) => all + each, 0);
      const each = Object.entries(seconds).map(([what, s]) => `${what} ${s.toFixed(2)} s`);

      console.info(
        `${name}${minify ? ', minified' : ''}, ${((await stat(outfile)).size / 1e6).toFixed(1)} MB: ` +
          `${sum.toFixed(1)} s of a processor (${each.join(', ')}), ${peakMegabytes.toFixed(0)} MB; found ${found}`,
      );
    }
  }
  await rm(folder, { recursive: true });
}

async function awsClients(): Promise<readonly string[]> {
  const packages = await readdir(join(root, 'node_modules/@aws-sdk'));

  return packages.filter((name) => name.startsWith('client-')).sort();
}

/** Each is used whole, as `new clients[name]()` does not say which of its commands are. */
function ofClients(clients: readonly string[]): string {
  const imports = clients.map((name, at) => `import * as c${at} from '@aws-sdk/${name}';`);

  return `${imports.join('\n')}
    export async function handler(event) {
      const clients = [${clients.map((_, at) => `c${at}`).join(', ')}];
      return clients.map((each) => new each[event.client]({}).send(new each[event.command](event.input)));
    }`;
}

async function bundle(contents: string, outfile: string, minify: boolean): Promise<void> {
  await build({
    stdin: { contents, resolveDir: root },
    bundle: true,
    platform: 'node',
    mainFields: ['module', 'main'],
    minify,
    outfile,
    logLevel: 'error',
  });
}

interface Analysed {
  readonly seconds: Readonly<Record<string, number>>;
  readonly peakMegabytes: number;
  /** A hash of all that was found: the same before and after a change that makes it faster. */
  readonly found: string;
}

/** In a process of its own, with the little room for young objects that the analyser's worker has. */
async function analyse(path: string): Promise<Analysed> {
  const script = join(import.meta.dirname, 'analyse-bundle.ts');
  const { stdout } = await promisify(execFile)(process.execPath, [
    '--max-semi-space-size=16',
    script,
    path,
  ]);

  return JSON.parse(stdout) as Analysed;
}
