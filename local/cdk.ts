import { type ChildProcess, spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { createStack } from './create-stack.ts';
import { firstAlone } from './first-alone.ts';
import { keepZipped } from './zipped-assets.ts';

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

const cache = join(import.meta.dirname, '../node_modules/.cache');

/** Where the command line of the product keeps it, too. */
const compiled = join(cache, 'compiled');

/** Code of functions as the CDK compresses it: seven megabytes, the same in each cloud. */
const zipped = join(cache, 'zipped');

export function cdkFor({ project, environment, folder, say }: CdkOptions): Cdk {
  const assembly = join(folder, 'cdk.out');
  const outputsFile = join(folder, 'outputs.json');
  const running = new Set<ChildProcess>();
  let bootstrapped: Promise<void> | undefined;

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
      const settings = Object.entries(context).flatMap(([key, value]) => ['-c', `${key}=${value}`]);

      bootstrapped ??= bootstrap(environment);
      await bootstrapped;
      await keepZipped(assembly, zipped);
      // The first compiles the CDK and compresses all functions: a third of what it takes.
      await firstAlone(join(cache, 'deployed'), () =>
        run(
          ...['deploy', '--all', '--method', 'direct', '--no-notices'],
          ...['--require-approval', 'never'],
          ...['--outputs-file', outputsFile, ...settings],
        ),
      );

      return JSON.parse(await readFile(outputsFile, 'utf8').catch(() => '{}')) as Outputs;
    },
    async stop() {
      for (const child of running) child.kill('SIGTERM');
    },
  };
}

/**
 * What `cdk bootstrap` does: the stack of its template, with the parameters that it gives by itself. The command line takes
 * two seconds of a processor for that; the test of the package runs it.
 */
function bootstrap(environment: CdkOptions['environment']): Promise<void> {
  const { AWS_ENDPOINT_URL = '', AWS_REGION = '' } = environment;
  const { AWS_ACCESS_KEY_ID = '', AWS_SECRET_ACCESS_KEY = '' } = environment;
  const template = import.meta.resolve('aws-cdk/lib/api/bootstrap/bootstrap-template.yaml');

  return createStack(
    {
      endpoint: AWS_ENDPOINT_URL,
      region: AWS_REGION,
      credentials: { accessKeyId: AWS_ACCESS_KEY_ID, secretAccessKey: AWS_SECRET_ACCESS_KEY },
    },
    {
      name: 'CDKToolkit',
      template: readFileSync(fileURLToPath(template), 'utf8'),
      parameters: {
        FileAssetsBucketKmsKeyId: 'AWS_MANAGED_KEY',
        CloudFormationExecutionPolicies: 'arn:aws:iam::aws:policy/AdministratorAccess',
      },
    },
  );
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
