import { describe, expect, it } from 'vitest';
import { type Package, packageOf } from '../../../functions/engines/packages/package.ts';
import { shadedClasses } from '../../../functions/engines/packages/shaded-classes.ts';
import { strayAssemblies } from '../../../functions/engines/packages/stray-assemblies.ts';
import { strayGems } from '../../../functions/engines/packages/stray-gems.ts';
import { processorTime } from '../../processor-time.ts';

describe('strayGems', () => {
  it.each([
    ['vendor/bundle/ruby/3.3.0/gems/rexml-3.2.4/lib/rexml.rb', 'rexml@3.2.4'],
    ['gems/net-http-persistent-4.0.1/lib/a.rb', 'net-http-persistent@4.0.1'],
    ['x/gems/nokogiri-1.15.4-x86_64-linux/lib/a.rb', 'nokogiri@1.15.4'],
    ['x/gems/rails-7.0.0.rc1/lib/a.rb', 'rails@7.0.0.rc1'],
  ])('names the gem of %s', (path, label) => {
    expect(strayGems([path]).map(({ name, version }) => `${name}@${version}`)).toEqual([label]);
  });

  it.each([
    ['specified', ['a/gems/rexml-3.2.4/lib/a.rb', 'a/specifications/rexml-3.2.4.gemspec']],
    ['of a repository', ['a/bundler/gems/rexml-0123456789ab/lib/a.rb']],
    ['without code', ['a/gems/rexml-3.2.4/README.md']],
    ['of no version', ['a/gems/own/lib/a.rb']],
    ['elsewhere', ['lib/rexml-3.2.4/a.rb']],
  ])('says nothing of what is %s', (_, paths) => {
    expect(strayGems(paths)).toEqual([]);
  });

  it('takes linear time', () => {
    const paths = [`gems/${'a-'.repeat(100_000)}/x.rb`, `gems/${'a-1.'.repeat(50_000)}/x.rb`];

    expect(processorTime(() => strayGems(paths))).toBeLessThan(1_000);
  });
});

describe('strayAssemblies', () => {
  const document = JSON.stringify({
    targets: {
      '.NETCoreApp,Version=v8.0': {
        'App/1.0.0': { runtime: { 'App.dll': {} } },
        'Newtonsoft.Json/13.0.1': { runtime: { 'lib/net6.0/Newtonsoft.Json.dll': {} } },
        'Native/1.0.0': { runtimeTargets: { 'runtimes/linux-x64/native/n.dll': {} } },
      },
    },
  });

  it('names the first that no document names, and how many there are', () => {
    expect(strayAssemblies(['App.dll', 'Old.dll', 'Other.dll'], [document])).toEqual({
      path: 'Old.dll',
      reason: 'an assembly that no deps.json names, and 1 more',
    });
    expect(strayAssemblies(['App.dll'], [])).toMatchObject({ path: 'App.dll' });
    expect(strayAssemblies(['App.dll'], ['{'])).toMatchObject({ path: 'App.dll' });
  });

  it.each([
    ['listed', ['App.dll', 'newtonsoft.json.dll', 'n.dll']],
    ['a translation', ['fr/App.resources.dll']],
    ['for another system', ['runtimes/win-x64/native/other.dll']],
    ['no assembly', ['App.pdb', 'App.runtimeconfig.json']],
  ])('says nothing of what is %s', (_, paths) => {
    expect(strayAssemblies(paths, [document])).toBeUndefined();
  });
});

describe('shadedClasses', () => {
  const maven = (name: string, path: string): Package =>
    packageOf({ ecosystem: 'Maven', name, version: '1.0' }, { channel: 'installed', path });
  const own = maven('com.example:app', 'app.jar!/META-INF/maven/com.example/app/pom.properties');

  it.each([
    [
      'in a jar',
      ['app.jar!/org/apache/commons/text/similarity/'],
      [own],
      'app.jar!/org/apache/commons/text/',
    ],
    ['in the archive itself', ['com/example/', 'org/yaml/snakeyaml/'], [], 'org/yaml/snakeyaml/'],
  ])('sees those of a library that nothing names %s', (_, folders, packages, path) => {
    expect(shadedClasses(folders, packages)).toMatchObject([{ path }]);
  });

  it('counts the others', () => {
    const folders = ['app.jar!/org/yaml/snakeyaml/', 'app.jar!/com/google/gson/stream/'];

    expect(shadedClasses(folders, [own])).toEqual([
      {
        path: 'app.jar!/com/google/gson/',
        reason: 'classes of com.google.code.gson, and of 1 more, which nothing here names',
      },
    ]);
  });

  it.each<[string, readonly string[], readonly Package[]]>([
    ['own', ['app.jar!/com/example/app/', 'com/example/'], [own]],
    [
      'named beside it',
      ['app.jar!/com/fasterxml/jackson/core/'],
      [
        own,
        maven(
          'com.fasterxml.jackson.core:jackson-core',
          'app.jar!/META-INF/maven/x/y/pom.properties',
        ),
      ],
    ],
    [
      'within another library',
      ['lib/x.jar!/org/apache/log4j/'],
      [maven('org.slf4j:log4j-over-slf4j', 'lib/x.jar!/META-INF/MANIFEST.MF')],
    ],
    [
      'in a jar of another name of its group',
      ['x.jar!/org/apache/commons/io/'],
      [maven('commons-io:commons-io', 'x.jar!/META-INF/maven/a/b/pom.properties')],
    ],
    ['in a jar that nothing names, which is a gap by itself', ['x.jar!/org/yaml/snakeyaml/'], []],
  ])('says nothing of what is %s', (_, folders, packages) => {
    expect(shadedClasses(folders, packages)).toEqual([]);
  });
});
