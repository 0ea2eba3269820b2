import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { GoFunction } from '../../functions/engines/packages/index.ts';
import { run, type Toolchain } from './artefact.ts';

/** A program as Lambda runs it, with symbols and without. */
export const go: Toolchain = {
  tool: 'go',

  async build(folder) {
    const target = join(folder, 'function');
    const environment = { GOOS: 'linux', GOARCH: 'amd64', CGO_ENABLED: '0', GOTOOLCHAIN: 'local' };
    await mkdir(target);
    await writeFile(join(folder, 'main.go'), source);
    await writeFile(join(folder, 'go.mod'), 'module shop.example/orders\n\ngo 1.18\n');
    await run(['go', 'get', 'github.com/pkg/errors@v0.9.1'], folder, environment);
    await run(['go', 'build', '-o', join(target, 'bootstrap'), '.'], folder, environment);
    const stripped = ['-ldflags=-s -w', '-o', join(target, 'stripped'), '.'];
    await run(['go', 'build', ...stripped], folder, environment);
    const buildInfo = await run(['go', 'version', '-m', join(target, 'bootstrap')], folder);
    const [, release = ''] = /: go(\d+\.\d+(?:\.\d+)?)/.exec(buildInfo) ?? [];
    const modules = [...buildInfo.matchAll(/^\tdep\t(\S+)\t(\S+)/gm)];

    const symbols = await run(['go', 'tool', 'nm', join(target, 'bootstrap')], folder);
    const functions = { present: functionsIn(symbols), absent };

    const expected = [
      `pkg:golang/stdlib@${release.split('.').length < 3 ? `${release}.0` : release}`,
      ...modules.map(([, name, version]) => `pkg:golang/${name}@${version}`),
    ];
    return [
      { what: 'a program', folder: target, only: ['bootstrap'], expected, functions },
      { what: 'a stripped program', folder: target, only: ['stripped'], expected, functions },
    ];
  },
};

/** Functions by their plain names: what is generic or nested is written in many ways. */
function functionsIn(symbols: string): readonly GoFunction[] {
  const named = symbols.matchAll(/ T ((?:[\w.-]+\/)*[\w-]+)\.(?:\(\*(\w+)\)\.)?([A-Z]\w*)$/gm);

  return [...named].map(([, path = '', type, name = '']) => ({
    path,
    symbol: type === undefined ? name : `${type}.${name}`,
  }));
}

const absent: readonly GoFunction[] = [
  { path: 'github.com/pkg/errors', symbol: 'WithMessagef' },
  { path: 'archive/zip', symbol: 'Reader.Open' },
];

const source = `package main

import (
	"fmt"

	"github.com/pkg/errors"
)

func main() { fmt.Println(errors.New("sold out")) }
`;
