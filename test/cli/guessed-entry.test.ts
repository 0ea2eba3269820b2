import { describe, expect, it } from 'vitest';
import { guessedEntry, isLayerContent, knownRuntimes } from '../../cli/guessed-entry.ts';

describe('guessedEntry', () => {
  it.each([
    ['Node.js', ['index.js', 'node_modules/a/index.js'], 'nodejs24.x', 'index.handler'],
    ['Node.js as modules', ['app.mjs', 'package.json'], 'nodejs24.x', 'app.handler'],
    ['Node.js in a folder', ['dist/index.cjs'], 'nodejs24.x', 'dist/index.handler'],
    ['Python', ['lambda_function.py', 'boto.js'], 'python3.14', 'lambda_function.lambda_handler'],
    [
      'Python with assets',
      ['app.py', 'static/a.js', 'static/b.js'],
      'python3.14',
      'app.lambda_handler',
    ],
    ['compiled Python', ['main.pyc'], 'python3.14', 'main.lambda_handler'],
    [
      'Ruby',
      ['function.rb', 'vendor/bundle/ruby/3.4.0/a.py'],
      'ruby4.0',
      'function.lambda_handler',
    ],
    ['Java as classes', ['shop/Orders.class', 'static/app.js'], 'java25', undefined],
    ['Java as jars', ['lib/orders.jar'], 'java25', undefined],
    ['a jar', ['META-INF/MANIFEST.MF', 'app.js'], 'java25', undefined],
    ['.NET', ['Shop.dll', 'Shop.deps.json', 'Shop.runtimeconfig.json'], 'dotnet10', undefined],
    ['Go or Rust', ['bootstrap'], 'provided.al2023', 'bootstrap'],
    ['Node.js by its packages', ['node_modules/a/package.json'], 'nodejs24.x', undefined],
    ['Python by its packages', ['a-1.dist-info/METADATA'], 'python3.14', undefined],
    ['Go by its manifest', ['go.mod'], 'provided.al2023', 'bootstrap'],
    ['Rust by its lock', ['Cargo.lock'], 'provided.al2023', 'bootstrap'],
    ['Java by its manifest', ['pom.xml'], 'java25', undefined],
    ['.NET by its project', ['Shop.csproj'], 'dotnet10', undefined],
    ['Ruby by its lock', ['Gemfile.lock'], 'ruby4.0', undefined],
  ])('%s', (_, paths, runtime, handler) => {
    expect(guessedEntry(paths)).toMatchObject({ runtime, handler });
    expect(knownRuntimes).toContain(runtime);
  });

  it.each([
    ['a text', ['a.txt', 'README.md']],
    ['TypeScript, which Lambda does not run', ['index.ts']],
    ['a zip in a zip', ['dist.zip']],
    ['a name like a member of every object', ['a.constructor', 'b.__proto__']],
    ['nothing', []],
  ])('of %s is nothing', (_, paths) => {
    expect(guessedEntry(paths)).toBeUndefined();
  });

  it.each([
    [{ handler: 'app.run' }, ['index.js', 'app.py'], 'python3.14', 'app.py'],
    [{ handler: 'src/app.run' }, ['index.py', 'src/app.mjs'], 'nodejs24.x', 'src/app.mjs'],
    [
      { handler: 'shop.Orders::handle' },
      ['index.js', 'shop/Orders.class'],
      'java25',
      'shop/Orders.class',
    ],
    [{ handler: 'Shop::Shop.Orders::Run' }, ['a.js', 'Shop.dll'], 'dotnet10', 'Shop.dll'],
    [{ runtime: 'python3.12' }, ['index.js', 'tool.py'], 'python3.12', 'tool.py'],
    [{ runtime: 'provided.al2' }, ['index.php'], 'provided.al2', 'index.php'],
  ])('goes by what is given: %j', (given, paths, runtime, because) => {
    expect(guessedEntry(paths, given)).toMatchObject({ runtime, because, ...given });
  });

  it('refuses a runtime that no file is of', () => {
    expect(guessedEntry(['index.js'], { runtime: 'python3.14' })).toBeUndefined();
  });
});

describe('a handler that a file of Python defines', () => {
  it.each<readonly [name: string, defined: readonly (readonly [string, string])[], string]>([
    ['goes before a name', [['src/api.py', 'handler']], 'src/api.handler'],
    ['is called as it is', [['app.py', 'handler']], 'app.handler'],
    [
      'lies highest',
      [
        ['src/jobs/app.py', 'lambda_handler'],
        ['api.py', 'run'],
      ],
      'api.run',
    ],
    [
      'is in the file that is named as handlers are',
      [
        ['api.py', 'handler'],
        ['main.py', 'handler'],
      ],
      'main.handler',
    ],
    [
      'is not that of a test or of a package',
      [
        ['tests/app.py', 'handler'],
        ['site-packages/app.py', 'handler'],
      ],
      'tool.lambda_handler',
    ],
  ])('%s', (_, defined, handler) => {
    const paths = ['tool.py', ...defined.map(([path]) => path)];

    expect(guessedEntry(paths, {}, new Map(defined))?.handler).toBe(handler);
  });

  it('says which file', () => {
    const entry = guessedEntry(['a.py', 'src/b.py'], {}, new Map([['src/b.py', 'handler']]));

    expect(entry?.because).toBe('src/b.py');
  });

  it('gives way to what is given', () => {
    const defined = new Map([['a.py', 'handler']]);

    expect(guessedEntry(['a.py'], { handler: 'a.run' }, defined)?.handler).toBe('a.run');
  });
});

describe('isLayerContent', () => {
  it.each(['python/a.txt', 'nodejs/node_modules/a/x', 'extensions/agent', 'lib/a.so', 'x/go.mod'])(
    'is %s',
    (path) => expect(isLayerContent(path)).toBe(true),
  );

  it.each(['notes.txt', 'fonts/a.ttf'])('is not %s', (path) =>
    expect(isLayerContent(path)).toBe(false),
  );
});
