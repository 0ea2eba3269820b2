#!/usr/bin/env node
// What npm installs as `lambda-vigil`, and its package.json as `vigil`. Any Node starts it, so that an
// old one can be refused in a sentence: nothing here is newer than Node 14.
import module from 'node:module';
import { fileURLToPath } from 'node:url';
import { setFlagsFromString } from 'node:v8';

const [major = 0] = process.versions.node.split('.').map(Number);

if (major >= 22) {
  // As in bin/vigil.mjs: what is garbage in a moment does not take 64 MB.
  setFlagsFromString('--semi-space-growth-factor=1');
  // Beside the code, where no one else can put in its place what is run: not in a folder for temporary files.
  module.enableCompileCache?.(fileURLToPath(new URL('../.compiled', import.meta.url)));
  await import(new URL('../command/vigil.mjs', import.meta.url).href);
} else {
  console.error(
    `vigil: it takes Node 22 or later, and this is ${process.versions.node}: install a newer one`,
  );
  process.exitCode = 2;
}
