#!/usr/bin/env node
// What npm installs as `vigil`. It is started by whichever Node is there, and an older one cannot
// run TypeScript: then the Node that came with the project does.
import { spawn } from 'node:child_process';
import { constants } from 'node:os';

const [major = 0] = process.versions.node.split('.').map(Number);
const script = new URL('./vigil.ts', import.meta.url);

if (major >= 24) await import(script.href);
else runWithOwnNode();

function runWithOwnNode() {
  const node = new URL('../node_modules/node/bin/node', import.meta.url);
  const child = spawn(node.pathname, [script.pathname, ...process.argv.slice(2)], {
    stdio: 'inherit',
  });

  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
    process.on(signal, () => child.kill(signal));
  }
  child.on('error', () => {
    console.error('vigil: it takes Node 24 or later: run npm ci where lambda-vigil lies');
    process.exitCode = 2;
  });
  child.on('exit', (code, signal) => {
    process.exitCode = code ?? 128 + constants.signals[signal];
  });
}
