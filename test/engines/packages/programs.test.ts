import { describe, expect, it } from 'vitest';
import { archiveFile } from '../../../functions/engines/archive/archive-files.ts';
import { installedPackages } from '../../../functions/engines/packages/installed-packages.ts';
import { bytesToRead } from '../../../functions/engines/packages/metadata-files.ts';
import { hasAnyOf } from '../../../functions/engines/packages/programs/function-marks.ts';
import { processorTime } from '../../processor-time.ts';
import { fc, property } from '../../property.ts';
import {
  type ElfShape,
  elfFile,
  functionTable,
  inlineBuildInfo,
  pointerBuildInfo,
} from './elf-bytes.ts';

const usual: ElfShape = { wide: true, littleEndian: true };
const shapes: readonly ElfShape[] = [
  usual,
  { wide: true, littleEndian: false },
  { wide: false, littleEndian: true },
  { wide: false, littleEndian: false },
];
const modules = [
  'path\tshop.example/orders',
  'mod\tshop.example/orders\t(devel)\t',
  'dep\tgithub.com/gin-gonic/gin\tv1.6.3\th1:x',
  'dep\tgopkg.in/yaml.v2\tv2.2.1\th1:x',
  '=>\tgithub.com/fork/yaml\tv2.9.0\th1:x',
  'dep\tshop.example/local\tv1.0.0',
  '=>\t./local\t(devel)\t',
  'build\t-compiler=gc',
  '',
].join('\n');
const built = ['stdlib@1.21.3', 'github.com/gin-gonic/gin@v1.6.3', 'github.com/fork/yaml@v2.9.0'];

describe('installedPackages of a program', () => {
  it.each(shapes)('reads what Go writes into it since 1.18: %o', (shape) => {
    const info = inlineBuildInfo('go1.21.3', modules);

    expect(namesIn(elfFile(shape, [{ name: '.go.buildinfo', content: info }]))).toEqual(built);
  });

  it.each(shapes)('reads what Go wrote into it until 1.17: %o', (shape) => {
    const info = pointerBuildInfo(shape, 'go1.21.3', modules);

    expect(namesIn(elfFile(shape, [{ name: '.go.buildinfo', content: info }]))).toEqual(built);
  });

  it.each([
    ['go1.21', 'stdlib@1.21.0'],
    ['go1.22rc1', 'stdlib@1.22.0-rc.1'],
    ['go1.23beta2', 'stdlib@1.23.0-beta.2'],
    ['go1.21.3 X:boringcrypto,arenas', 'stdlib@1.21.3'],
    ['go1.20.12-fips', 'stdlib@1.20.12'],
  ])('takes the library of %s for %s', (version, expected) => {
    expect(namesIn(goProgram(version, ''))).toEqual([expected]);
  });

  it('says that it does not know the library of a compiler that was never released', () => {
    const { packages, unread } = packagesIn(goProgram('devel go1.23-abc', modules));

    expect(packages).toHaveLength(2);
    expect(unread).toEqual([
      { path: 'bootstrap', reason: expect.stringContaining('no release of Go') },
    ]);
  });

  it('knows a tool by its own version, but not what was built from changed files', () => {
    expect(namesIn(goProgram('go1.24.0', 'mod\texample.com/tool\tv1.2.3\th1:x\n'))).toEqual([
      'stdlib@1.24.0',
      'example.com/tool@v1.2.3',
    ]);
    expect(namesIn(goProgram('go1.24.0', 'mod\tshop.example/o\tv0.0.0-2025+dirty\t\n'))).toEqual([
      'stdlib@1.24.0',
    ]);
  });

  it('passes over bytes that only look like the mark', () => {
    const decoy = Buffer.concat([inlineBuildInfo('not a version', ''), Buffer.alloc(64)]);
    const sections = [decoy, inlineBuildInfo('go1.21.3', '')].map((content) => ({
      name: '.data',
      content,
    }));

    expect(namesIn(elfFile(usual, sections))).toEqual(['stdlib@1.21.3']);
  });

  it('says that a program without any of it is unknown', () => {
    expect(packagesIn(elfFile(usual, []))).toEqual({
      packages: [],
      unread: [{ path: 'bootstrap', reason: expect.stringContaining('neither build information') }],
    });
  });

  it('reads no further in a program that Rust has described', () => {
    const audit = { packages: [{ name: 'smallvec', version: '1.5.0', source: 'crates.io' }] };
    const record = Buffer.from(JSON.stringify(audit));

    const { packages, unread } = installedPackages([
      archiveFile('bootstrap', elfFile(usual, [])),
      archiveFile('bootstrap!/.dep-v0', record),
    ]);

    expect(packages).toMatchObject([
      { name: 'smallvec', evidence: { channel: 'build info', path: 'bootstrap' } },
    ]);
    expect(unread).toEqual([]);
  });

  it.each([
    ['a script', 'bootstrap', Buffer.from('#!/bin/sh\n')],
    ['a shared library', 'lib/libssl.so.3', elfFile(usual, [])],
    ['next to nothing', 'bootstrap', Buffer.from([0x7f, 0x45, 0x4c, 0x46])],
  ])('takes no notice of %s', (_, path, bytes) => {
    expect(installedPackages([archiveFile(path, bytes)])).toEqual({ packages: [], unread: [] });
  });

  it('reads a program of 120 MB within two seconds', () => {
    const size = 120 * 2 ** 20;
    const info = inlineBuildInfo('go1.21.3', modules);
    const content = Buffer.alloc(size);
    content.set(info, size - 4096);
    const program = elfFile(usual, [{ name: '.data', content }]);

    expect(processorTime(() => expect(namesIn(program)).toEqual(built))).toBeLessThan(2_000);
  });

  describe('with the functions that the linker has left in it', () => {
    const entry = ['runtime.main', 'main.main'];
    const names = [
      ...entry,
      'main.(*cart).Total',
      'net/http.(*Server).Serve.func1',
      'slices.SortFunc[go.shape.struct { a.example/b.X[int] }]',
      'github.com/gin-gonic/gin.(*Context[...]).BindJSON-fm',
      'github.com/gin-gonic/gin/internal%2ev2/json.Marshal',
      'gopkg.in/yaml%2ev2.Unmarshal',
      'shop.example/local.Run',
    ];
    const programWith = (shape: ElfShape, table: Uint8Array, name = '.gopclntab') =>
      elfFile(shape, [
        { name: '.go.buildinfo', content: inlineBuildInfo('go1.21.3', modules) },
        { name, content: table },
      ]);
    const has = (program: Uint8Array, path: string, ...symbols: readonly string[]) =>
      packagesIn(program).packages.map(
        ({ functionMarks }) => functionMarks && hasAnyOf(functionMarks, [{ path, symbols }]),
      );
    const program = programWith(usual, functionTable(usual, names));

    it.each([
      ['a method, without its pointer', 'github.com/gin-gonic/gin', 'Context.BindJSON', 1],
      ['what stands around a function', 'net/http', 'Server.Serve', 0],
      ['what is generic', 'slices', 'SortFunc', 0],
      ['a package of a module', 'github.com/gin-gonic/gin/internal.v2/json', 'Marshal', 1],
    ])('knows %s', (_, path, symbol, at) => {
      const expected = [false, false, undefined].map((known, one) => (one === at ? true : known));

      expect(has(program, path, symbol)).toEqual(expected);
      expect(has(program, path)).toEqual(expected);
      expect(has(program, path, 'Other')).toEqual([false, false, undefined]);
    });

    it('does not know those of the program itself, nor of a module under another name', () => {
      expect(has(program, 'main', 'cart.Total').slice(0, 2)).toEqual([false, false]);
      expect(has(program, 'gopkg.in/yaml.v2', 'Unmarshal')).toEqual([false, false, undefined]);
    });

    it('knows those of another version of a module', () => {
      const own = 'dep\ta.example/b\tv1.0.0\n=>\ta.example/b\tv1.0.1\th1:x\n';
      const replaced = elfFile(usual, [
        { name: '.go.buildinfo', content: inlineBuildInfo('go1.21.3', own) },
        { name: '.gopclntab', content: functionTable(usual, [...entry, 'a.example/b.F']) },
      ]);

      expect(has(replaced, 'a.example/b', 'F')).toEqual([false, true]);
    });

    it.each(
      shapes.flatMap((shape) => ([1.16, 1.18, 1.2] as const).map((one) => [one, shape] as const)),
    )('reads the table of Go %f: %o', (release, shape) => {
      const built = programWith(shape, functionTable(shape, names, release));

      expect(has(built, 'net/http', 'Server.Serve')[0]).toBe(true);
    });

    it('reads that of a program which may be loaded anywhere', () => {
      const movable = programWith(usual, functionTable(usual, names), '.data.rel.ro.gopclntab');

      expect(has(movable, 'net/http', 'Server.Serve')[0]).toBe(true);
    });

    it.each([
      ['an older release', functionTable(usual, names, 1.15)],
      ['other names for all of them', functionTable(usual, ['runtime.x8d', 'main.main'])],
      ['a library, without the program', functionTable(usual, ['runtime.main'])],
      ['a place of the names beyond the end', functionTable(usual, names).slice(0, -1)],
      ['a table that ends in its header', functionTable(usual, names).slice(0, 20)],
      ['no table', new Uint8Array()],
      [
        'more names than any program',
        functionTable(usual, [...entry, ...new Array(500_000).fill('a')]),
      ],
    ])('does not know them of %s', (_, table) => {
      const { packages } = packagesIn(programWith(usual, table));

      expect(packages).toHaveLength(3);
      for (const one of packages) expect(one).not.toHaveProperty('functionMarks');
    });

    it('keeps a bound on names that only waste time', () => {
      const long = Array.from({ length: 4_000 }, (_, at) => `${'.'.repeat(3_000)}${at}`);
      const deep = Array.from({ length: 4_000 }, (_, at) => `a.F${'[['.repeat(1_000)}${at}`);
      const hostile = programWith(usual, functionTable(usual, [...entry, ...long, ...deep]));

      expect(processorTime(() => packagesIn(hostile))).toBeLessThan(5_000);
    });

    property.prop([fc.nat(), fc.nat({ max: 255 })])(
      'never fails, whatever byte is another',
      (at, byte) => {
        const broken = program.slice();
        broken[at % broken.length] = byte;

        expect(() => packagesIn(broken)).not.toThrow();
      },
    );
  });

  property.prop([fc.nat(), fc.nat({ max: 255 }), fc.boolean()])(
    'never fails, whatever byte of it is another',
    (place, byte, isOld) => {
      const info = isOld
        ? pointerBuildInfo(usual, 'go1.21.3', modules)
        : inlineBuildInfo('go1.21.3', modules);
      const program = elfFile(usual, [{ name: '.go.buildinfo', content: info }]);
      program[place % program.length] = byte;

      expect(() => packagesIn(program)).not.toThrow();
      expect(() => packagesIn(program.slice(0, place % program.length))).not.toThrow();
    },
  );
});

describe('bytesToRead', () => {
  it.each([
    ['a program', 'bootstrap', 2 ** 20, true],
    ['a program of an extension', 'extensions/agent', 2 ** 20, true],
    ['a program for a processor', 'bin/bootstrap.arm64', 2 ** 20, true],
    ['a program of a version', 'tool-1.2.3', 2 ** 20, true],
    ['a library of a version', 'lib/libssl.so.1.1', 2 ** 20, false],
    ['a hidden file', '.gitignore', 2 ** 20, false],
    ['weights of a model', 'model/weights.bin', 2 ** 20, false],
    ['a text without an extension', 'LICENSE', 12_000, false],
    ['a picture', 'logo.png', 2 ** 20, false],
    ['a jar', 'lib/a.jar', 2 ** 20, true],
  ])('of %s', (_, path, bytes, isRead) => {
    expect(bytesToRead({ path, bytes }) !== undefined).toBe(isRead);
  });
});

function goProgram(version: string, text: string): Uint8Array {
  return elfFile(usual, [{ name: '.go.buildinfo', content: inlineBuildInfo(version, text) }]);
}

function packagesIn(bytes: Uint8Array) {
  return installedPackages([archiveFile('bootstrap', bytes)]);
}

function namesIn(bytes: Uint8Array): readonly string[] {
  return packagesIn(bytes).packages.map(({ name, version }) => `${name}@${version}`);
}
