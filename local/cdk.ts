import { type ChildProcess, spawn } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';

/** Outputs by stack and name. */
export type Outputs = Readonly<Record<string, Readonly<Record<string, string>>>>;

export interface CdkOptions {
  readonly project: string;
  readonly environment: Readonly<Record<string, string>>;
  /** Where outputs and the cloud assembly go. */
  readonly folder: string;
  readonly say: (line: string) => void;
}

/** The unmodified CDK CLI, against the account of the environment. */
export interface Cdk {
  run(...args: readonly string[]): Promise<string>;
  deploy(context?: Readonly<Record<string, string>>): Promise<Outputs>;
  /** Ends what runs. */
  stop(): Promise<void>;
}

/** Where the command line of the product keeps it, too. */
const compiled = join(import.meta.dirname, '../node_modules/.cache/compiled');

export function cdkFor({ project, environment, folder, say }: CdkOptions): Cdk {
  const assembly = join(folder, 'cdk.out');
  const outputsFile = join(folder, 'outputs.json');
  const running = new Set<ChildProcess>();
  let bootstrapped: Promise<string> | undefined;

  const runIn = (cwd: string, args: readonly string[]) => {
    say(`cdk ${args.join(' ')}`);
    const child = spawn('cdk', args, {
      cwd,
      env: {
        ...environment,
        // The rules of the CDK take half of a synthesis; `npm run synth` and the tests of the stack ask them.
        CDK_VALIDATION: 'false',
        // A third of a synthesis is to compile the CDK.
        NODE_COMPILE_CACHE: compiled,
      },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    running.add(child);

    return printedBy(child, args).finally(() => running.delete(child));
  };
  // Never into the project's own cdk.out: another local cloud may be writing there.
  const run: Cdk['run'] = (...args) =>
    runIn(project, namesAssembly(args) ? args : [...args, '--output', assembly]);

  return {
    run,
    async deploy(context = {}) {
      const target = `aws://${environment.AWS_ACCESS_KEY_ID}/${environment.AWS_REGION}`;
      const settings = Object.entries(context).flatMap(([key, value]) => ['-c', `${key}=${value}`]);

      // Where there is no app, which it would synthesise without need.
      bootstrapped ??= runIn(folder, ['bootstrap', target, '--no-notices']);
      // Two cores: the account is prepared while the template is made.
      await Promise.all([
        bootstrapped,
        run('synth', '--quiet', '--no-notices', '--output', assembly, ...settings),
      ]);
      await run(
        ...['deploy', '--all', '--app', assembly, '--no-notices'],
        ...['--require-approval', 'never', '--outputs-file', outputsFile],
      );

      return JSON.parse(await readFile(outputsFile, 'utf8').catch(() => '{}')) as Outputs;
    },
    async stop() {
      for (const child of running) child.kill('SIGTERM');
    },
  };
}

function namesAssembly(args: readonly string[]): boolean {
  return args.includes('--output') || args.includes('--app');
}

function printedBy(child: ChildProcess, args: readonly string[]): Promise<string> {
  return new Promise((done, failed) => {
    let printed = '';
    const note = (chunk: Buffer) => {
      printed += chunk.toString();
    };
    child.stdout?.on('data', note);
    child.stderr?.on('data', note);
    child.once('error', failed);
    child.once('close', (code, signal) => {
      if (code === 0) {
        done(printed);
      } else {
        const tail = printed.trim().split('\n').slice(-25).join('\n');
        failed(new Error(`cdk ${args[0]} ended with ${signal ?? code}:\n${tail}`));
      }
    });
  });
}
