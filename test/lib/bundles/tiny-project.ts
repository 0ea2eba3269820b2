import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { setTimeout } from 'node:timers/promises';

/** A project with a handler, a worker, a file of data and a package. */
export interface TinyProject {
  readonly project: string;
  readonly source: {
    readonly entry: string;
    readonly workers: readonly string[];
    readonly data: readonly string[];
  };
  write(path: string, text: string): void;
  /** Until what was written counts as older than a build: a bundle is not kept of files that change meanwhile. */
  aged(): Promise<void>;
  remove(): void;
}

export function tinyProject(folder = mkdtempSync(join(tmpdir(), 'vigil-tiny-'))): TinyProject {
  const project = join(folder, 'project');
  const write = (path: string, text: string) => {
    mkdirSync(dirname(join(project, path)), { recursive: true });
    writeFileSync(join(project, path), text);
  };

  write('package.json', '{"type":"module"}');
  write('package-lock.json', '{"lockfileVersion":3}');
  write('tsconfig.json', '{"compilerOptions":{"strict":true}}');
  write('src/greeting.ts', 'export const greeting: string = "good evening";');
  write(
    'src/handler.ts',
    'import { greeting } from "./greeting.ts"; import { twice } from "doubles"; export const handler = () => twice(greeting);',
  );
  write('src/worker.ts', 'import { twice } from "doubles"; console.log(twice("work"));');
  write('src/table.json', '[1,2,3]');
  write(
    'node_modules/doubles/package.json',
    '{"name":"doubles","version":"1.2.3","main":"index.js"}',
  );
  write(
    'node_modules/doubles/index.js',
    'exports.twice = function twice(text) { return text + text; };',
  );

  return {
    project,
    source: { entry: 'src/handler.ts', workers: ['src/worker.ts'], data: ['src/table.json'] },
    write,
    aged: () => setTimeout(100),
    remove: () => rmSync(folder, { recursive: true }),
  };
}
