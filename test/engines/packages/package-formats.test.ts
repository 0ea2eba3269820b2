import { describe, expect, it } from 'vitest';
import { archiveFile } from '../../../functions/engines/archive/archive-files.ts';
import { installedPackages } from '../../../functions/engines/packages/installed-packages.ts';
import { packageMetadataPath } from '../../../functions/engines/packages/metadata-files.ts';

/** What is written, and what is read of it: purls without their `pkg:`, and what could not be read. */
interface Sample {
  readonly what: string;
  readonly path: string;
  readonly text: string | object;
  readonly purls: readonly string[];
  readonly gap?: string;
}

const samples: readonly Sample[] = [
  {
    what: 'package-lock 3: aliases and git, without links, workspaces and what is for development',
    path: 'package-lock.json',
    text: {
      lockfileVersion: 3,
      packages: {
        '': { name: 'own', version: '1.0.0' },
        'packages/a': { version: '1.0.0' },
        'node_modules/a': { resolved: 'packages/a', link: true },
        'node_modules/lodash': { version: '4.17.15' },
        'node_modules/@s/x': { version: '1.0.0', optional: true },
        'node_modules/@s/x/node_modules/lodash': { version: '4.17.21' },
        'node_modules/alias': { name: 'real', version: '2.0.0' },
        'node_modules/tester': { version: '1.0.0', dev: true },
      },
    },
    purls: ['npm/lodash@4.17.15', 'npm/%40s/x@1.0.0', 'npm/lodash@4.17.21', 'npm/real@2.0.0'],
  },
  {
    what: 'package-lock 2, by its packages alone',
    path: 'package-lock.json',
    text: {
      lockfileVersion: 2,
      packages: { 'node_modules/a': { version: '1.0.0' } },
      dependencies: { a: { version: '1.0.0' } },
    },
    purls: ['npm/a@1.0.0'],
  },
  {
    what: 'npm-shrinkwrap 1, nested, with an alias and a place to fetch from',
    path: 'src/npm-shrinkwrap.json',
    text: {
      lockfileVersion: 1,
      dependencies: {
        a: {
          version: '1.0.0',
          dependencies: { b: { version: '2.0.0' }, f: { version: 'github:x/f#1' } },
        },
        c: { version: 'npm:@s/real@3.0.0' },
        d: { version: 'git+https://example.com/d.git#1' },
        e: { version: '1.0.0', dev: true },
      },
    },
    purls: ['npm/a@1.0.0', 'npm/b@2.0.0', 'npm/%40s/real@3.0.0'],
    gap: '2 of its packages have no version that a registry knows',
  },
  {
    what: 'npm-shrinkwrap from before npm 5, which does not state its version',
    path: 'npm-shrinkwrap.json',
    text: { name: 'own', version: '1.0.0', dependencies: { a: { version: '1.0.0' } } },
    purls: ['npm/a@1.0.0'],
  },
  {
    what: 'pnpm-lock 5',
    path: 'pnpm-lock.yaml',
    text: 'lockfileVersion: 5.4\npackages:\n  /a/1.0.0:\n    dev: false\n  /@s/b/2.0.0_react@18.0.0+x:\n    resolution: {integrity: x}\n  /t/1.0.0:\n    dev: true\n',
    purls: ['npm/a@1.0.0', 'npm/%40s/b@2.0.0'],
  },
  {
    what: 'pnpm-lock 5, with a registry and a repository in front of names',
    path: 'pnpm-lock.yaml',
    text: 'lockfileVersion: 5.3\npackages:\n  registry.example.com/a/1.0.0:\n    dev: false\n  registry.example.com/@s/b/2.0.0_a@1.0.0:\n    dev: false\n  github.com/x/y/abc:\n    dev: false\n',
    purls: ['npm/a@1.0.0', 'npm/%40s/b@2.0.0'],
  },
  {
    what: 'pnpm-lock 6',
    path: 'pnpm-lock.yaml',
    text: "lockfileVersion: '6.0'\npackages:\n  /a@1.0.0:\n    dev: false\n  /@s/b@2.0.0(react@18.0.0)(x@1.0.0):\n    dev: false\n",
    purls: ['npm/a@1.0.0', 'npm/%40s/b@2.0.0'],
  },
  {
    what: 'pnpm-lock 9, in two documents, with a package from elsewhere that states its version',
    path: 'pnpm-lock.yaml',
    text: "lockfileVersion: '9.0'\n---\nlockfileVersion: '9.0'\npackages:\n  a@1.0.0:\n    resolution: {integrity: x}\n  '@s/b@2.0.0':\n    engines: {node: '>=1'}\n  c@https://example.com/c.tgz:\n    resolution: {tarball: x}\n    version: 3.0.0\nsnapshots:\n  a@1.0.0: {}\n",
    purls: ['npm/a@1.0.0', 'npm/%40s/b@2.0.0', 'npm/c@3.0.0'],
  },
  {
    what: 'pnpm-lock 9 without what only development needs, through aliases, peers and workspaces',
    path: 'pnpm-lock.yaml',
    text: [
      "lockfileVersion: '9.0'",
      'importers:',
      '  .:',
      '    dependencies:',
      '      a: {specifier: ^1.0.0, version: 1.0.0(peer@1.0.0)}',
      '      alias: {specifier: npm:@s/real@^1.0.0, version: "@s/real@1.0.0"}',
      '    devDependencies:',
      '      tester: {specifier: ^1.0.0, version: 1.0.0}',
      '      shared: {specifier: ^1.0.0, version: 1.0.0}',
      '  packages/own:',
      '    optionalDependencies:',
      '      b: {specifier: ^1.0.0, version: 1.0.0}',
      'packages:',
      '  a@1.0.0: {}',
      '  b@1.0.0: {}',
      "  '@s/real@1.0.0': {}",
      '  peer@1.0.0: {}',
      '  shared@1.0.0: {}',
      '  tester@1.0.0: {}',
      '  deep@1.0.0: {}',
      'snapshots:',
      '  a@1.0.0(peer@1.0.0): {dependencies: {peer: 1.0.0, other: shared@1.0.0}}',
      '  b@1.0.0: {}',
      "  '@s/real@1.0.0': {}",
      '  peer@1.0.0: {}',
      '  shared@1.0.0: {}',
      '  tester@1.0.0: {dependencies: {deep: 1.0.0}}',
      '  deep@1.0.0: {}',
      '',
    ].join('\n'),
    purls: [
      'npm/a@1.0.0',
      'npm/b@1.0.0',
      'npm/%40s/real@1.0.0',
      'npm/peer@1.0.0',
      'npm/shared@1.0.0',
    ],
  },
  {
    what: 'pnpm-lock 6, without a package from a folder of the project',
    path: 'pnpm-lock.yaml',
    text: "lockfileVersion: '6.0'\npackages:\n  file:packages/own:\n    name: own\n    version: 1.0.0\n  /a@1.0.0: {}\n",
    purls: ['npm/a@1.0.0'],
  },
  {
    what: 'yarn.lock 1, with several descriptors and an alias',
    path: 'yarn.lock',
    text: '# yarn lockfile v1\n\n\n"@s/b@^2.0.0", "@s/b@^2.1.0":\n  version "2.1.0"\n  resolved "https://registry/x"\n  dependencies:\n    version "9.9.9"\n\na@^1.0.0:\n  version "1.0.0"\n\nalias@npm:real@^3.0.0:\n  version "3.0.0"\n',
    purls: ['npm/%40s/b@2.1.0', 'npm/a@1.0.0', 'npm/real@3.0.0'],
  },
  {
    what: 'yarn.lock of Berry, without its workspaces',
    path: 'yarn.lock',
    text: '__metadata:\n  version: 8\n\n"@s/b@npm:^2.0.0, @s/b@npm:^2.1.0":\n  version: 2.1.0\n  resolution: "@s/b@npm:2.1.0"\n  linkType: hard\n\n"alias@npm:real@^3.0.0":\n  version: 3.0.0\n  resolution: "real@npm:3.0.0"\n\n"own@workspace:.":\n  version: 0.0.0-use.local\n  resolution: "own@workspace:."\n\n"p@patch:p@npm%3A1.0.0#x":\n  version: 1.0.0\n  resolution: "p@patch:p@npm%3A1.0.0#x::version=1.0.0"\n',
    purls: ['npm/%40s/b@2.1.0', 'npm/real@3.0.0', 'npm/p@1.0.0'],
  },
  {
    what: 'yarn.lock of Berry, of which one entry has several patches',
    path: 'yarn.lock',
    text: '__metadata:\n  version: 8\n\n"r@npm:^2.0.0":\n  version: 2.0.0\n  resolution: "r@npm:2.0.0"\n\n"r@patch:r@^1.0.0#~builtin<compat/r>, r@patch:r@^1.1.0#~builtin<compat/r>":\n  version: 1.1.0\n  resolution: "r@patch:r@npm%3A1.1.0#~builtin<compat/r>::version=1.1.0"\n',
    purls: ['npm/r@2.0.0', 'npm/r@1.1.0'],
  },
  {
    what: 'bun.lock without what only development needs, nested as it is installed',
    path: 'bun.lock',
    text: {
      workspaces: {
        '': { name: 'own', dependencies: { a: '1' }, devDependencies: { tester: '1', b: '1' } },
        'packages/part': { name: 'part', dependencies: { c: '2' } },
      },
      packages: {
        a: ['a@1.0.0', '', { dependencies: { b: '2', '@s/d': '1' } }, 'x'],
        'a/b': ['b@2.0.0', '', {}, 'x'],
        b: ['b@1.0.0', '', {}, 'x'],
        c: ['c@1.0.0', '', {}, 'x'],
        '@s/d': ['@s/d@1.0.0', '', { optionalDependencies: { e: '1' } }, 'x'],
        '@s/d/e': ['e@1.0.0', '', {}, 'x'],
        part: ['part@workspace:packages/part'],
        'part/c': ['c@2.0.0', '', {}, 'x'],
        tester: ['tester@1.0.0', '', { dependencies: { b: '1' } }, 'x'],
      },
    },
    purls: ['npm/a@1.0.0', 'npm/b@2.0.0', 'npm/%40s/d@1.0.0', 'npm/e@1.0.0', 'npm/c@2.0.0'],
  },
  {
    what: 'bun.lock, which ends its lists with commas',
    path: 'bun.lock',
    text: '{\n  "lockfileVersion": 1,\n  "packages": {\n    "a": ["a@1.0.0", "", {}, "sha512-x"],\n    "@s/b": ["@s/b@2.0.0", "", { "dependencies": { "a": "1" } }, "x"],\n    "own": ["own@workspace:packages/own"],\n  },\n}\n',
    purls: ['npm/a@1.0.0', 'npm/%40s/b@2.0.0'],
  },
  {
    what: 'bun.lockb, which it cannot',
    path: 'bun.lockb',
    text: '#!/usr/bin/env bun\n',
    purls: [],
    gap: 'it is binary: `bun install --save-text-lockfile` writes one that can be read',
  },
  {
    what: 'egg-info in a folder',
    path: 'six-1.0.egg-info/PKG-INFO',
    text: 'Name: six\nVersion: 1.0\n',
    purls: ['pypi/six@1.0'],
  },
  {
    what: 'egg-info in a file',
    path: 'python/six-1.0-py3.9.egg-info',
    text: 'Name: six\nVersion: 1.0\n',
    purls: ['pypi/six@1.0'],
  },
  {
    what: 'what pip carries within itself',
    path: 'pip/_vendor/vendor.txt',
    text: 'CacheControl==0.12.11  # Make sure\nurllib3==1.26.17\n    # via requests\n',
    purls: ['pypi/cachecontrol@0.12.11', 'pypi/urllib3@1.26.17'],
  },
  {
    what: 'requirements that are pinned, with hashes, extras and markers, and say how many are not',
    path: 'requirements.txt',
    text: '# by pip-compile\n-r base.txt\n--index-url https://x\nurllib3==1.24.1 \\\n    --hash=sha256:abc \\\n    --hash=sha256:def\nPyYAML[x] == 5.3 ; python_version > "3"\nflask>=2\nboto3==1.*\n',
    purls: ['pypi/urllib3@1.24.1', 'pypi/pyyaml@5.3'],
    gap: '2 of its 4 requirements have no exact version, and it goes on in base.txt, which is not there to be read',
  },
  {
    what: 'Pipfile.lock',
    path: 'Pipfile.lock',
    text: {
      default: { a: { version: '==1.0' }, g: { git: 'x' } },
      develop: { t: { version: '==1' } },
    },
    purls: ['pypi/a@1.0'],
    gap: 'one of its packages has no version that a registry knows',
  },
  {
    what: 'poetry.lock, old and new',
    path: 'poetry.lock',
    text: '[[package]]\nname = "A.b"\nversion = "1.0"\ncategory = "main"\n\n[[package]]\nname = "t"\nversion = "1.0"\ncategory = "dev"\n\n[[package]]\nname = "c"\nversion = "2.0"\ngroups = ["main", "dev"]\n\n[[package]]\nname = "u"\nversion = "2.0"\ngroups = ["dev"]\n\n[metadata]\nlock-version = "2.1"\n',
    purls: ['pypi/a-b@1.0', 'pypi/c@2.0'],
  },
  {
    what: 'poetry.lock, without a package from a folder of the project',
    path: 'poetry.lock',
    text: '[[package]]\nname = "own"\nversion = "1.0"\n[package.source]\ntype = "directory"\nurl = "own"\n\n[[package]]\nname = "a"\nversion = "1.0"\n[package.source]\ntype = "legacy"\nurl = "https://x"\n',
    purls: ['pypi/a@1.0'],
  },
  {
    what: 'pdm.lock, without a package from a folder of the project',
    path: 'pdm.lock',
    text: '[[package]]\nname = "own"\nversion = "1.0"\npath = "./own"\ngroups = ["default"]\n\n[[package]]\nname = "a"\nversion = "1.0"\ngroups = ["default", "dev"]\n\n[[package]]\nname = "t"\nversion = "1.0"\ngroups = ["dev"]\n',
    purls: ['pypi/a@1.0'],
  },
  {
    what: 'pylock.toml, without the project itself and what only development needs',
    path: 'pylock.prod.toml',
    text: 'lock-version = "1.0"\n\n[[packages]]\nname = "a"\nversion = "1.0"\nmarker = "\'default\' in dependency_groups or \'dev\' in dependency_groups"\n\n[[packages]]\nname = "b"\nversion = "2.0"\n\n[[packages]]\nname = "t"\nversion = "1.0"\nmarker = "\'dev\' in dependency_groups"\n\n[[packages]]\nname = "own"\nversion = "0.1"\ndirectory = { path = "." }\n',
    purls: ['pypi/a@1.0', 'pypi/b@2.0'],
  },
  {
    what: 'uv.lock, without the project itself',
    path: 'uv.lock',
    text: 'version = 1\n\n[[package]]\nname = "own"\nversion = "0.1.0"\nsource = { editable = "." }\n\n[[package]]\nname = "a"\nversion = "1.0"\nsource = { registry = "https://pypi.org/simple" }\n',
    purls: ['pypi/a@1.0'],
  },
  {
    what: 'uv.lock without what only development needs',
    path: 'uv.lock',
    text: [
      ['own', 'source = { virtual = "." }', 'dependencies = [{ name = "a" }]'],
      ['a', 'source = { registry = "x" }', 'dependencies = [{ name = "b", marker = "x" }]'],
      ['b', 'source = { registry = "x" }'],
      ['c', 'source = { registry = "x" }'],
      ['tester', 'source = { registry = "x" }', 'dependencies = [{ name = "b" }, { name = "d" }]'],
      ['d', 'source = { registry = "x" }'],
    ]
      .map(([name, ...lines]) =>
        [
          '[[package]]',
          `name = "${name}"`,
          'version = "1.0"',
          ...lines,
          ...(name === 'own'
            ? [
                '[package.optional-dependencies]',
                'extra = [{ name = "c" }]',
                '[package.dev-dependencies]',
                'dev = [{ name = "tester" }]',
              ]
            : []),
        ].join('\n'),
      )
      .join('\n\n'),
    purls: ['pypi/a@1.0', 'pypi/b@1.0', 'pypi/c@1.0'],
  },
  {
    what: 'requirements of the latest, with one that is installed from its source',
    path: 'requirements-latest.txt',
    text: 'urllib3==1.24.1\n-e git+https://example.com/x.git#egg=x\n',
    purls: ['pypi/urllib3@1.24.1'],
    gap: '1 of its 2 requirements have no exact version',
  },
  {
    what: 'gradle.lockfile, without what only builds and tests',
    path: 'gradle.lockfile',
    text: '# This is a Gradle generated file for dependency locking.\norg.apache.commons:commons-text:1.9=compileClasspath,runtimeClasspath,testRuntimeClasspath\njunit:junit:4.12=testCompileClasspath,testRuntimeClasspath\norg.projectlombok:lombok:1.18.20=annotationProcessor\nempty=signatures\n',
    purls: ['maven/org.apache.commons/commons-text@1.9'],
  },
  {
    what: 'pom.properties',
    path: 'META-INF/maven/org.apache.commons/commons-text/pom.properties',
    text: '#Generated by Maven\n#Thu\nversion=1.9\ngroupId=org.apache.commons\nartifactId=commons-text\n',
    purls: ['maven/org.apache.commons/commons-text@1.9'],
  },
  {
    what: 'a manifest whose bundle is named for group and artifact',
    path: 'lib/jackson-databind-2.9.8.jar!/META-INF/MANIFEST.MF',
    text: 'Manifest-Version: 1.0\r\nBundle-SymbolicName: com.fasterxml.jackson.core.jackson-data\r\n bind;singleton:=true\r\n\r\nName: x\r\n',
    purls: ['maven/com.fasterxml.jackson.core/jackson-databind@2.9.8'],
  },
  {
    what: 'a manifest with the group of its vendor',
    path: 'lib/log4j-1.2.17.jar!/META-INF/MANIFEST.MF',
    text: 'Implementation-Vendor-Id: org.example\nBundle-SymbolicName: log4j\n',
    purls: ['maven/org.example/log4j@1.2.17'],
  },
  ...[
    ['spring-beans-5.3.17', 'spring.beans', 'org.springframework/spring-beans@5.3.17'],
    ['spring-boot-2.6.6', 'spring.boot', 'org.springframework.boot/spring-boot@2.6.6'],
    [
      'spring-boot-autoconfigure-2.6.6',
      'spring.boot.autoconfigure',
      'org.springframework.boot/spring-boot-autoconfigure@2.6.6',
    ],
    [
      'spring-security-core-5.6.2',
      'spring.security.core',
      'org.springframework.security/spring-security-core@5.6.2',
    ],
    ['okhttp-4.9.0', 'okhttp3', 'com.squareup.okhttp3/okhttp@4.9.0'],
  ].map(([jar, module, purl]) => ({
    what: `the manifest of ${jar}, which Gradle has built`,
    path: `BOOT-INF/lib/${jar}.jar!/META-INF/MANIFEST.MF`,
    text: `Manifest-Version: 1.0\r\nAutomatic-Module-Name: ${module}\r\n`,
    purls: [`maven/${purl}`],
  })),
  ...[
    [
      'tomcat-embed-core-9.0.60',
      'Bundle-SymbolicName: org.apache.tomcat-embed-core\nImplementation-Title: Apache Tomcat\n',
      'org.apache.tomcat.embed/tomcat-embed-core@9.0.60',
    ],
    [
      'tomcat-juli-9.0.60',
      'Bundle-SymbolicName: org.apache.tomcat-juli\nImplementation-Title: Apache Tomcat\n',
      'org.apache.tomcat/tomcat-juli@9.0.60',
    ],
    [
      'mysql-connector-java-8.0.20',
      'Implementation-Vendor-Id: com.mysql\n',
      'mysql/mysql-connector-java@8.0.20',
    ],
    ['mysql-connector-j-8.0.33', '', 'com.mysql/mysql-connector-j@8.0.33'],
    ['dom4j-1.6.1', 'Implementation-Title: org.dom4j\n', 'dom4j/dom4j@1.6.1'],
    ['dom4j-2.1.1', '', 'org.dom4j/dom4j@2.1.1'],
    ['okio-2.8.0', '', 'com.squareup.okio/okio@2.8.0'],
    ['groovy-2.5.6', 'Implementation-Title: Groovy: x\n', 'org.codehaus.groovy/groovy@2.5.6'],
    ['groovy-4.0.1', 'Implementation-Title: Groovy: x\n', 'org.apache.groovy/groovy@4.0.1'],
    [
      'caffeine-2.9.3',
      'Bundle-SymbolicName: com.github.ben-manes.caffeine\n',
      'com.github.ben-manes.caffeine/caffeine@2.9.3',
    ],
    ['asm-9.2', 'Bundle-SymbolicName: org.objectweb.asm\n', 'org.ow2.asm/asm@9.2'],
    [
      'struts-1.2.9',
      'Implementation-Title: Struts Framework\nImplementation-Vendor-Id: org.apache\n',
      'struts/struts@1.2.9',
    ],
    [
      'hystrix-core-1.5.18',
      'Bundle-SymbolicName: com.netflix.hystrix.core\nImplementation-Title: com.netflix.hystrix#hystri\n x-core;1.5.18\n',
      'com.netflix.hystrix/hystrix-core@1.5.18',
    ],
    [
      'zstd-jni-1.5.2-2',
      'Bundle-SymbolicName: com.github.luben.zstd-jni\n',
      'com.github.luben/zstd-jni@1.5.2-2',
    ],
    [
      'rxjava-3.1.3',
      'Bundle-SymbolicName: io.reactivex.rxjava3.rxjava\n',
      'io.reactivex.rxjava3/rxjava@3.1.3',
    ],
    ['commons-cli-1.0', '', 'commons-cli/commons-cli@1.0'],
    ['junit-3.8.1', '', 'junit/junit@3.8.1'],
    ['axis-1.4', '', 'axis/axis@1.4'],
    ['oro', 'Implementation-Version: 2.0.8\n', 'oro/oro@2.0.8'],
    [
      'com.typesafe.akka.akka-actor_2.13-2.6.19',
      'Implementation-Vendor-Id: com.typesafe.akka\n',
      'com.typesafe.akka/akka-actor_2.13@2.6.19',
    ],
    ['org.scala-lang.scala-library-2.13.8', '', 'org.scala-lang/scala-library@2.13.8'],
    ['javax.inject.javax.inject-1', '', 'javax.inject/javax.inject@1'],
    ['com.squareup.okio.okio-2.8.0', '', 'com.squareup.okio/okio@2.8.0'],
    [
      'mockito-4-2_3-3.2.12.0-RC2',
      'Implementation-Vendor-Id: org.scalatestplus\n',
      'org.scalatestplus/mockito-4-2_3@3.2.12.0-RC2',
    ],
    [
      'netty-tcnative-2.0.52.Final-linux-x86_64',
      'Implementation-Vendor-Id: io.netty\n',
      'io.netty/netty-tcnative@2.0.52.Final',
    ],
    [
      'json-lib-2.4-jdk15',
      'Implementation-Vendor-Id: net.sf.json-lib\n',
      'net.sf.json-lib/json-lib@2.4',
    ],
    ['guava-r06', 'Implementation-Vendor-Id: com.google.guava\n', 'com.google.guava/guava@r06'],
    ...[
      ['natives-macos-arm64', '1.0'],
      ['win32', '1.0-win32'],
      ['linux-x86_64-fedora', '1.0'],
      ['linux-x86.64', '1.0-linux-x86.64'],
      ['jar-with-dependencies', '1.0'],
      ['all-tests', '1.0-all'],
      ['uber', '1.0'],
      // Where words could begin at each `_`, this took twice as long with each more of them.
      [`linux${'_'.repeat(90)}+`, `1.0-linux${'_'.repeat(90)}%2B`],
    ].map(([end = '', version = '']) => [
      `a-1.0-${end}`,
      'Implementation-Vendor-Id: org.b\n',
      `org.b/a@${version}`,
    ]),
  ].map(([jar, manifest, purl]) => ({
    what: `the manifest of ${jar}`,
    path: `lib/${jar}.jar!/META-INF/MANIFEST.MF`,
    text: `Manifest-Version: 1.0\n${manifest}`,
    purls: [`maven/${purl}`],
  })),
  ...[
    ['a bundle whose name may be the group', 'Bundle-SymbolicName: org.example.thing\n'],
    ['a vendor with many projects', 'Implementation-Vendor-Id: org.apache\n'],
    ['a bundle of such a vendor', 'Bundle-SymbolicName: org.apache.thing\n'],
    ['a title of another version', 'Implementation-Title: org.example#thing;2.0\n'],
  ].map(([what, manifest]) => ({
    what: `${what}, which names no group for certain`,
    path: 'lib/thing-1.0.jar!/META-INF/MANIFEST.MF',
    text: `Manifest-Version: 1.0\n${manifest}`,
    purls: [],
    gap: 'neither it nor its manifest has its group, artifact and version',
  })),
  {
    what: 'the manifest of kotlin-stdlib, by its vendor',
    path: 'lib/kotlin-stdlib-1.4.10.jar!/META-INF/MANIFEST.MF',
    text: 'Implementation-Title: kotlin-stdlib\nImplementation-Vendor: JetBrains\n',
    purls: ['maven/org.jetbrains.kotlin/kotlin-stdlib@1.4.10'],
  },
  {
    what: 'a manifest of another spring-core, which is not taken for the known one',
    path: 'lib/spring-core-1.0.jar!/META-INF/MANIFEST.MF',
    text: 'Implementation-Title: spring-core\n',
    purls: [],
    gap: 'neither it nor its manifest has its group, artifact and version',
  },
  {
    what: 'a manifest that says nothing: the name of a bundle is that of no artifact',
    path: 'lib/okhttp-4.9.0.jar!/META-INF/MANIFEST.MF',
    text: 'Bundle-SymbolicName: com.squareup.okhttp3\n',
    purls: [],
    gap: 'neither it nor its manifest has its group, artifact and version',
  },
  {
    what: 'deps.json, with the runtime that is deployed along',
    path: 'Shop.deps.json',
    text: {
      libraries: {
        'Shop/1.0.0': { type: 'project' },
        'Newtonsoft.Json/12.0.3': { type: 'package' },
        'runtimepack.Microsoft.NETCore.App.Runtime.linux-x64/8.0.1': { type: 'runtimepack' },
      },
    },
    purls: ['nuget/Newtonsoft.Json@12.0.3', 'nuget/Microsoft.NETCore.App.Runtime.linux-x64@8.0.1'],
  },
  {
    what: 'packages.lock.json',
    path: 'packages.lock.json',
    text: {
      version: 1,
      dependencies: {
        'net8.0': {
          'Newtonsoft.Json': { type: 'Direct', resolved: '12.0.3' },
          own: { type: 'Project' },
        },
      },
    },
    purls: ['nuget/Newtonsoft.Json@12.0.3'],
  },
  {
    what: 'packages.config, without what is for development or commented out',
    path: 'src/packages.config',
    text: '<?xml version="1.0" encoding="utf-8"?>\n<packages>\n  <package id="Newtonsoft.Json" version="12.0.3" targetFramework="net472" />\n  <package developmentDependency="true" id="StyleCop" version="1.0.0" />\n  <!-- <package id="Gone" version="1.0.0" /> -->\n  <package\n    version=\'2.0.8\'\n    id=\'log4net\'/>\n</packages>\n',
    purls: ['nuget/Newtonsoft.Json@12.0.3', 'nuget/log4net@2.0.8'],
  },
  {
    what: 'an installed gem by its stub',
    path: 'vendor/bundle/ruby/3.2.0/specifications/nokogiri-1.15.4-x86_64-linux.gemspec',
    text: '# -*- encoding: utf-8 -*-\n# stub: nokogiri 1.15.4 x86_64-linux lib\n\nGem::Specification.new do |s|\n  s.name = "no"\n',
    purls: ['gem/nokogiri@1.15.4'],
  },
  {
    what: 'an installed gem without a stub',
    path: 'ruby/gems/3.2.0/specifications/default/rexml-3.2.4.gemspec',
    text: 'Gem::Specification.new do |s|\n  s.name = "rexml".freeze\n  s.version = "3.2.4"\n',
    purls: ['gem/rexml@3.2.4'],
  },
  {
    what: 'an installed gem as old RubyGems wrote it',
    path: 'ruby/specifications/rake-0.9.2.gemspec',
    text: 'Gem::Specification.new do |s|\n  s.name = %q{rake}\n  s.version = Gem::Version.new("0.9.2")\n',
    purls: ['gem/rake@0.9.2'],
  },
  {
    what: 'Gemfile.lock, without what lies in the project',
    path: 'Gemfile.lock',
    text: 'PATH\n  remote: .\n  specs:\n    own (0.1.0)\n\nGIT\n  remote: https://x\n  specs:\n    g (1.0)\n\nGEM\n  remote: https://rubygems.org/\n  specs:\n    nokogiri (1.15.4-x86_64-linux)\n      racc (~> 1.4)\n    rexml (3.2.4)\n\nPLATFORMS\n  ruby\n\nDEPENDENCIES\n  rexml\n',
    purls: ['gem/g@1.0', 'gem/nokogiri@1.15.4', 'gem/rexml@3.2.4'],
  },
  {
    what: 'installed.json of Composer 2',
    path: 'vendor/composer/installed.json',
    text: { packages: [{ name: 'GuzzleHttp/guzzle', version: '7.2.0' }], dev: false },
    purls: ['composer/guzzlehttp/guzzle@7.2.0'],
  },
  {
    what: 'installed.json of Composer 1',
    path: 'vendor/composer/installed.json',
    text: [{ name: 'a/b', version: 'v1.0.0' }],
    purls: ['composer/a/b@v1.0.0'],
  },
  {
    what: 'composer.lock',
    path: 'composer.lock',
    text: { packages: [{ name: 'a/b', version: '1.0.0' }], 'packages-dev': [] },
    purls: ['composer/a/b@1.0.0'],
  },
  {
    what: 'Cargo.lock, without the project itself',
    path: 'Cargo.lock',
    text: 'version = 3\n\n[[package]]\nname = "own"\nversion = "0.1.0"\n\n[[package]]\nname = "smallvec"\nversion = "1.5.0"\nsource = "registry+https://github.com/rust-lang/crates.io-index"\n',
    purls: ['cargo/smallvec@1.5.0'],
  },
  {
    what: 'audit data of Rust, without the program itself and what only built it',
    path: 'bootstrap!/.dep-v0',
    text: {
      packages: [
        { name: 'own', version: '0.1.0', source: 'local', root: true },
        { name: 'smallvec', version: '1.5.0', source: 'crates.io' },
        { name: 'cc', version: '1.0.0', source: 'crates.io', kind: 'build' },
      ],
    },
    purls: ['cargo/smallvec@1.5.0'],
  },
  {
    what: 'bun.lock with comments, with what the project wants others to bring, and from a repository',
    path: 'bun.lock',
    text: '// mine\n{\n  "workspaces": { "": { /* "x", */ "dependencies": { "a": "1", "g": "github:x/g", }, "peerDependencies": { "p": "1" }, "devDependencies": { "t": "1" } } },\n  "packages": {\n    "a": ["a@1.0.0", "", {}, "sha512-x//y,]"], // last\n    "p": ["p@2.0.0", "", {}, "x"],\n    "t": ["t@3.0.0", "", {}, "x"],\n    "g": ["g@github:x/g#abc", {}, "x"],\n  },\n}\n',
    purls: ['npm/a@1.0.0', 'npm/p@2.0.0'],
    gap: 'one of its packages has no version that a registry knows',
  },
  {
    what: 'package-lock 1 with addresses of the registry for versions',
    path: 'package-lock.json',
    text: {
      lockfileVersion: 1,
      dependencies: {
        a: { version: 'https://registry.npmjs.org/a/-/a-1.2.3-rc.1.tgz' },
        '@s/b': { version: 'https://registry.npmjs.org/@s/b/-/b-2.0.0.tgz#abc' },
      },
    },
    purls: ['npm/a@1.2.3-rc.1', 'npm/%40s/b@2.0.0'],
  },
  {
    what: 'pnpm-lock 9, without Node itself, which is no package of npm',
    path: 'pnpm-lock.yaml',
    text: "lockfileVersion: '9.0'\npackages:\n  a@1.0.0: {}\n  node@runtime:24.0.0:\n    version: 24.0.0\n",
    purls: ['npm/a@1.0.0'],
  },
  {
    what: 'deno.lock 5, with peers behind versions, and packages that are of no ecosystem',
    path: 'deno.lock',
    text: {
      version: '5',
      specifiers: { 'npm:a@^1.0.0': '1.2.0', 'jsr:@std/x@1': '1.0.0' },
      jsr: { '@std/x@1.0.0': { integrity: 'x' } },
      npm: {
        'a@1.2.0_@s/peer@2.0.0': { integrity: 'x', dependencies: ['under_score'] },
        '@s/peer@2.0.0': { integrity: 'x' },
        'under_score@1.0.0': { integrity: 'x' },
      },
    },
    purls: ['npm/a@1.2.0', 'npm/%40s/peer@2.0.0', 'npm/under_score@1.0.0'],
    gap: 'one of its packages comes from JSR, of which no advisories are published',
  },
  {
    what: 'deno.lock 3',
    path: 'deno.lock',
    text: {
      version: '3',
      packages: {
        specifiers: { 'npm:a@1': 'npm:a@1.2.0' },
        npm: { 'a@1.2.0': { integrity: 'x', dependencies: { b: 'b@1.0.0' } }, 'b@1.0.0': {} },
      },
    },
    purls: ['npm/a@1.2.0', 'npm/b@1.0.0'],
  },
  {
    what: 'deno.lock 2',
    path: 'deno.lock',
    text: {
      version: '2',
      npm: { specifiers: { 'a@1': 'a@1.2.0' }, packages: { 'a@1.2.0': { dependencies: {} } } },
    },
    purls: ['npm/a@1.2.0'],
  },
  {
    what: 'deno.lock of a project that takes nothing from npm',
    path: 'deno.lock',
    text: { version: '4', remote: { 'https://example.com/a.ts': 'abc' } },
    purls: [],
  },
  {
    what: 'requirements with extras, markers, options, parentheses and several clauses',
    path: 'requirements.txt',
    text: 'a[x, y] == 1.0 ; python_version < "3"\nb===2.0 --hash=sha256:1 \\\n  --hash=sha256:2\nc (==3.0)\nd>=1,==4.0\ne == 5.0 -C x\nF_.g==6.0 # note\n',
    purls: ['a@1.0', 'b@2.0', 'c@3.0', 'd@4.0', 'e@5.0', 'f-g@6.0'].map((one) => `pypi/${one}`),
  },
  {
    what: 'requirements of which some have no version: addresses, stars, and what is no requirement',
    path: 'requirements.txt',
    text: 'a @ git+https://example.com/a@v1==1.0\nb==1.*\n==1.0\n./c-1.0.whl\nd==1.0 @ https://example.com/d\ne==1.0\n',
    purls: ['pypi/e@1.0'],
    gap: '5 of its 6 requirements have no exact version',
  },
  {
    what: 'requirements.lock of Rye, with a local version that a package URL encodes',
    path: 'requirements.lock',
    text: 'torch==2.0.0+cpu\n    # via x\n',
    purls: ['pypi/torch@2.0.0%2Bcpu'],
  },
  {
    what: 'requirements that go on in a file that is not there',
    path: 'src/requirements.txt',
    text: 'a==1.0\nb\n-r ../base.txt\n',
    purls: ['pypi/a@1.0'],
    gap: '1 of its 2 requirements have no exact version, and it goes on in base.txt, which is not there to be read',
  },
  {
    what: 'poetry.lock 2, without groups that everybody calls so',
    path: 'poetry.lock',
    text: '[[package]]\nname = "a"\nversion = "1.0"\ngroups = ["main", "dev"]\n\n[[package]]\nname = "b"\nversion = "1.0"\ngroups = ["typing", "linters"]\n\n[[package]]\nname = "c"\nversion = "1.0"\ngroups = ["lambda"]\n',
    purls: ['pypi/a@1.0', 'pypi/c@1.0'],
  },
  {
    what: 'uv.lock with several versions of a name, of which development needs one',
    path: 'uv.lock',
    text: [
      ['own', '0.1', 'source = { virtual = "." }'],
      ['a', '1.0', 'source = { registry = "x" }'],
      ['a', '2.0', 'source = { registry = "x" }'],
    ]
      .map(([name, version, source]) =>
        [
          '[[package]]',
          `name = "${name}"`,
          `version = "${version}"`,
          source,
          ...(name === 'own'
            ? [
                'dependencies = [{ name = "a", version = "1.0" }]',
                '[package.dev-dependencies]',
                'dev = [{ name = "a", version = "2.0" }]',
              ]
            : []),
        ].join('\n'),
      )
      .join('\n\n'),
    purls: ['pypi/a@1.0'],
  },
  {
    what: 'metadata of Python under a name in capitals',
    path: 'a-1.0.DIST-INFO/METADATA',
    text: 'name: A\nversion: 1.0\n',
    purls: ['pypi/a@1.0'],
  },
  {
    what: 'what conda has installed, which is of no ecosystem',
    path: 'conda-meta/zlib-1.2.11-h7b_0.json',
    text: { name: 'zlib', version: '1.2.11', files: ['lib/libz.so'] },
    purls: [],
    gap: 'conda has installed it, for whose packages no advisories are published',
  },
  {
    what: 'a package of Python that conda has installed, whose metadata was left out',
    path: 'env/conda-meta/pyyaml-5.3-py38_0.json',
    text: {
      name: 'pyyaml',
      version: '5.3',
      files: ['lib/python3.8/site-packages/PyYAML-5.3-py3.8.egg-info/PKG-INFO'],
    },
    purls: ['pypi/pyyaml@5.3'],
  },
  {
    what: 'paket.lock, without groups that build and test, and without files of repositories',
    path: 'paket.lock',
    text: 'RESTRICTION: == net8.0\nNUGET\n  remote: https://api.nuget.org/v3/index.json\n    Newtonsoft.Json (12.0.3) - copy_local: false\n      A.B (>= 1.0)\n    A.B (1.0.0)\nGITHUB\n  remote: x/y\n    file.fs (abc123)\n\nGROUP Latest\nNUGET\n  remote: x\n    C (2.0)\n\nGROUP UnitTests\nNUGET\n  remote: x\n    NUnit (3.0)\n',
    purls: ['nuget/Newtonsoft.Json@12.0.3', 'nuget/A.B@1.0.0', 'nuget/C@2.0'],
  },
  {
    what: 'project.assets.json, without what only builds',
    path: 'obj/project.assets.json',
    text: {
      version: 3,
      targets: {
        'net8.0': {
          'A/1.0.0': { type: 'package', dependencies: { B: '1.0.0' } },
          'B/1.0.0': { type: 'package' },
          'Linker/1.0.0': { type: 'package', dependencies: { Common: '1.0.0' } },
          'Common/1.0.0': { type: 'package' },
        },
      },
      libraries: {
        'A/1.0.0': { type: 'package' },
        'B/1.0.0': { type: 'package' },
        'Linker/1.0.0': { type: 'package' },
        'Common/1.0.0': { type: 'package' },
        'Own/1.0.0': { type: 'project' },
      },
      project: {
        frameworks: {
          'net8.0': {
            dependencies: { a: { target: 'Package' }, Linker: { suppressParent: 'All' } },
          },
        },
      },
    },
    purls: ['nuget/A@1.0.0', 'nuget/B@1.0.0'],
  },
  {
    what: 'deps.json, without what was there to compile against',
    path: 'Shop.deps.json',
    text: {
      targets: {
        'net8.0': {
          'A/1.0.0': { runtime: {} },
          'B/1.0.0': { compile: {}, compileOnly: true },
          'Ref/8.0.0.0': { compile: {} },
        },
      },
      libraries: {
        'A/1.0.0': { type: 'package' },
        'B/1.0.0': { type: 'package' },
        'Ref/8.0.0.0': { type: 'referenceassembly' },
      },
    },
    purls: ['nuget/A@1.0.0'],
  },
  {
    what: 'a list that a tool of the web calls so',
    path: 'editor.deps.json',
    text: ['lodash', 'moment'],
    purls: [],
  },
  {
    what: 'go.mod, with replacements, quotes and comments',
    path: 'go.mod',
    text: 'module own // mine\n\ngo 1.21\n\ntoolchain go1.21.3\n\nrequire (\n\tgithub.com/A/a v1.0.0\n\texample.com/b v1.1.0 // indirect\n\texample.com/c v1.2.0\n)\n\nrequire "example.com/d" v2.0.0+incompatible\n\nreplace (\n\texample.com/b v1.1.0 => example.com/fork v1.5.0\n\texample.com/c => ../c\n\tgithub.com/A/a v9.0.0 => example.com/never v1.0.0\n)\n\nexclude example.com/e v1.0.0\n',
    purls: [
      'golang/github.com/A/a@v1.0.0',
      'golang/example.com/fork@v1.5.0',
      'golang/example.com/d@v2.0.0%2Bincompatible',
    ],
  },
  {
    what: 'go.mod from before it named all',
    path: 'go.mod',
    text: 'module own\n\ngo 1.16\n\nrequire example.com/a v1.0.0\n',
    purls: ['golang/example.com/a@v1.0.0'],
    gap: 'it is of Go before 1.17, and names only what the project itself asks for',
  },
  {
    what: 'go.sum, the newest of each that was fetched whole',
    path: 'go.sum',
    text: 'example.com/a v0.10.0 h1:x=\nexample.com/a v0.9.0 h1:x=\nexample.com/a v0.11.0/go.mod h1:x=\n',
    purls: ['golang/example.com/a@v0.10.0'],
  },
  {
    what: 'what go mod vendor has copied',
    path: 'vendor/modules.txt',
    text: '# example.com/a v1.0.0\n## explicit; go 1.21\nexample.com/a/x\n# example.com/b v1.0.0 => example.com/fork v1.5.0\nexample.com/b\n# example.com/c v1.0.0 => ./c\nexample.com/c\n# example.com/unused v1.0.0\n## explicit\n',
    purls: ['golang/example.com/a@v1.0.0', 'golang/example.com/fork@v1.5.0'],
  },
  {
    what: 'gradle.lockfile, without what is there to compile against',
    path: 'gradle.lockfile',
    text: 'g:a:1.0=compileClasspath,runtimeClasspath\ng:lombok:1.0=annotationProcessor,compileClasspath\ng:t:1.0=integrationTestRuntimeClasspath\n',
    purls: ['maven/g/a@1.0'],
  },
  {
    what: 'a lock of Gradle before 7',
    path: 'gradle/dependency-locks/runtimeClasspath.lockfile',
    text: '# This is a Gradle generated file\ng:a:1.0\n',
    purls: ['maven/g/a@1.0'],
  },
  {
    what: 'versions.lock, without what only tests',
    path: 'versions.lock',
    text: '# Run ./gradlew --write-locks to regenerate this file\ng:a:1.0 (2 constraints: 1a2b)\n\n[Test dependencies]\njunit:junit:4.12 (1 constraints: 3c)\n',
    purls: ['maven/g/a@1.0'],
  },
  {
    what: 'properties of an artifact that is published for each runtime',
    path: 'lib/mssql-jdbc-10.2.0.jre8.jar!/META-INF/maven/com.microsoft.sqlserver/mssql-jdbc/pom.properties',
    text: 'groupId=com.microsoft.sqlserver\nartifactId=mssql-jdbc\nversion=10.2.0\n',
    purls: ['maven/com.microsoft.sqlserver/mssql-jdbc@10.2.0.jre8'],
  },
  {
    what: 'a gem that Bundler has taken from a repository',
    path: 'vendor/bundle/ruby/3.2.0/bundler/gems/x-0a1b2c3d/x.gemspec',
    text: '# stub: x 1.0.0 ruby lib\n\nGem::Specification.new do |s|\n',
    purls: ['gem/x@1.0.0'],
  },
  {
    what: 'installed.php, without the project itself and what others stand for',
    path: 'vendor/composer/installed.php',
    text: "<?php return array(\n    'root' => array(\n        'name' => 'own/app',\n        'pretty_version' => '1.0.0',\n    ),\n    'versions' => array(\n        'own/app' => array(\n            'pretty_version' => '1.0.0',\n        ),\n        'a/b' => array(\n            'pretty_version' => 'v2.0.0',\n        ),\n        'c/virtual' => array(\n            'provided' => array(0 => '1.0'),\n        ),\n    ),\n);\n",
    purls: ['composer/a/b@v2.0.0'],
  },
  {
    what: 'Pipfile, without what is for development or lies in the project',
    path: 'Pipfile',
    text: '[packages]\na = "==1.0"\nb = {version = "==2.0", extras = ["x"]}\nc = "*"\nd = {path = "."}\n[dev-packages]\nt = "==1.0"\n',
    purls: ['pypi/a@1.0', 'pypi/b@2.0'],
    gap: '1 of its 3 requirements have no exact version, and it names only what the project itself asks for',
  },
  {
    what: 'pom.xml of a project, by its properties and what it manages',
    path: 'pom.xml',
    text: `<project>\n<parent><groupId>p</groupId><version>9</version></parent>\n<version>1.0</version>\n<properties><g> g </g><a.version>\${b.version}</a.version><b.version>2.0</b.version></properties>\n<dependencyManagement><dependencies><dependency><groupId>g</groupId><artifactId>managed</artifactId><version>3.0</version></dependency></dependencies></dependencyManagement>\n<dependencies>\n<!-- <dependency><groupId>g</groupId><artifactId>gone</artifactId><version>1</version></dependency> -->\n<dependency><groupId>g</groupId><artifactId>a</artifactId><version>\${a.version}</version></dependency>\n<dependency><groupId>\${g}</groupId><artifactId>managed</artifactId></dependency>\n<dependency><groupId>g</groupId><artifactId>own</artifactId><version>\${project.version}</version></dependency>\n<dependency><groupId>g</groupId><artifactId>ranged</artifactId><version>[1,2)</version></dependency>\n<dependency><groupId>junit</groupId><artifactId>junit</artifactId><version>4.12</version><scope>test</scope></dependency>\n</dependencies>\n<build><plugins><plugin><dependencies><dependency><groupId>g</groupId><artifactId>plugin</artifactId><version>1</version></dependency></dependencies></plugin></plugins></build>\n</project>\n`,
    purls: ['maven/g/a@2.0', 'maven/g/managed@3.0', 'maven/g/own@1.0'],
    gap: 'it names only what the project itself asks for, of which 1 have no version that can be read',
  },
  {
    what: 'pnpm-lock 5, whose entries say nothing',
    path: 'pnpm-lock.yaml',
    text: 'lockfileVersion: 5.3\npackages:\n  /a/1.0.0:\n  example.com/@s/b/2.0.0_a@1.0.0:\n  example.com:\n',
    purls: ['npm/a@1.0.0', 'npm/%40s/b@2.0.0'],
  },
  {
    what: 'yarn.lock 1 with all of it in quotes',
    path: 'yarn.lock',
    text: '# yarn lockfile v1\n\n"a@^1.0.0":\n  "version" "1.0.2"\n  "resolved" "https://x/a-1.0.2.tgz"\n  "dependencies":\n    "b" "^1.0.0"\n\n"b@^1.0.0":\n  "version" "1.1.0"\n',
    purls: ['npm/a@1.0.2', 'npm/b@1.1.0'],
  },
  {
    what: 'composer.lock with a number for a version, and with none that is one',
    path: 'composer.lock',
    text: {
      packages: [
        { name: 'a/b', version: 'v2.3.0' },
        { name: 'c/d', version: 20190220 },
        { name: 'e/f', version: {} },
      ],
    },
    purls: ['composer/a/b@v2.3.0', 'composer/c/d@20190220'],
    gap: 'one of its packages has no version that a registry knows',
  },
  {
    what: 'gradle.lockfile that was merged badly',
    path: 'gradle.lockfile',
    text: '<<<<<<<\ng:a:1.0=runtimeClasspath\n=======\n>>>>>>>\n',
    purls: ['maven/g/a@1.0'],
    gap: '3 of its 4 lines cannot be read',
  },
];

describe('installedPackages', () => {
  it.each(samples)('reads $what', ({ path, text, purls, gap }) => {
    const { packages, unread } = installedPackages([fileOf(path, text)]);

    expect(packages.map(({ purl }) => purl)).toEqual(purls.map((purl) => `pkg:${purl}`));
    expect(unread).toEqual(gap === undefined ? [] : [{ path, reason: gap }]);
    expect(packageMetadataPath(path)).toBe(true);
  });

  it.each(
    [
      'package-lock.json',
      'pnpm-lock.yaml',
      'yarn.lock',
      'bun.lock',
      'Pipfile.lock',
      'poetry.lock',
      'pylock.toml',
      'Cargo.lock',
      'Gemfile.lock',
      'packages.lock.json',
      'packages.config',
      'Shop.deps.json',
      'vendor/composer/installed.json',
      'composer.lock',
      'gradle.lockfile',
      'gradle/dependency-locks/runtimeClasspath.lockfile',
      'uv.lock',
      'deno.lock',
      'Pipfile',
      'pom.xml',
      'paket.lock',
      'obj/project.assets.json',
      'go.mod',
      'go.sum',
      'vendor/composer/installed.php',
      'conda-meta/x-1.0-0.json',
      'META-INF/maven/a/b/pom.properties',
      'specifications/rexml-1.gemspec',
      'bootstrap!/.dep-v0',
    ].flatMap((path) => [
      [path, 'nonsense: ['],
      [path, '[[[[['],
      [path, '\0'],
    ]),
  )('says that it cannot read a %s like %j', (path, text) => {
    expect(installedPackages([fileOf(path, text)])).toEqual({
      packages: [],
      unread: [{ path: path.replace('!/.dep-v0', ''), reason: expect.any(String) }],
    });
  });

  it('passes over a lock where something is installed, of that ecosystem only', () => {
    const { packages } = installedPackages([
      fileOf('package-lock.json', lockOf('lodash', '4.17.21')),
      fileOf('requirements.txt', 'urllib3==1.24.1'),
      fileOf('node_modules/lodash/package.json', { name: 'lodash', version: '4.17.15' }),
    ]);

    expect(packages.map(({ purl, evidence }) => [purl, evidence.channel])).toEqual([
      ['pkg:npm/lodash@4.17.15', 'installed'],
      ['pkg:pypi/urllib3@1.24.1', 'lockfile'],
    ]);
  });

  it('takes the best of the locks in one folder, and those of other folders', () => {
    const { packages } = installedPackages([
      fileOf('yarn.lock', '# yarn lockfile v1\n\na@^1.0.0:\n  version "1.0.0"\n'),
      fileOf('package-lock.json', lockOf('a', '1.1.0')),
      fileOf('other/yarn.lock', '# yarn lockfile v1\n\na@^1.0.0:\n  version "1.2.0"\n'),
    ]);

    expect(packages.map(({ version }) => version)).toEqual(['1.1.0', '1.2.0']);
  });

  it.each([
    'node_modules/x/package-lock.json',
    'node_modules/x/yarn.lock',
    'site-packages/x/requirements.txt',
    'vendor/bundle/gems/x-1.0/Gemfile.lock',
    'x-1.0.dist-info/poetry.lock',
    'vendor/x/composer.lock',
    'requirements-dev.txt',
    'requirements_test.in.txt',
    'vendor/github.com/x/go.mod',
    'requirements/dev.txt',
    'requirements/tests.txt',
    'gradle/dependency-locks/testRuntimeClasspath.lockfile',
    'buildscript-gradle.lockfile',
    'META-INF/MANIFEST.MF',
    'gems/x-1.0/x.gemspec',
  ])('takes no notice of %s', (path) => {
    expect(packageMetadataPath(path)).toBe(false);
    expect(installedPackages([fileOf(path, lockOf('a', '1.0.0'))]).packages).toEqual([]);
  });

  it('has every artifact that was shaded into a jar, and does not ask its manifest', () => {
    const pom = (artifact: string) =>
      fileOf(
        `lib/x-1.0.jar!/META-INF/maven/g/${artifact}/pom.properties`,
        `groupId=g\nartifactId=${artifact}\nversion=1.0`,
      );

    const { packages, unread } = installedPackages([
      pom('x'),
      pom('shaded'),
      fileOf('lib/x-1.0.jar!/META-INF/MANIFEST.MF', 'Implementation-Vendor-Id: org.other'),
    ]);

    expect(packages.map(({ name }) => name)).toEqual(['g:x', 'g:shaded']);
    expect(unread).toEqual([]);
  });

  it.each([
    [
      'which its manifest names',
      'Bundle-SymbolicName: graphql-java',
      ['com.graphql-java:graphql-java'],
    ],
    ['which nothing else names', 'Manifest-Version: 1.0', []],
  ])('asks the manifest where others alone were shaded into a jar %s', (_, manifest, own) => {
    const { packages, unread } = installedPackages([
      fileOf('lib/graphql-java-17.3.jar!/META-INF/MANIFEST.MF', manifest),
      fileOf(
        'lib/graphql-java-17.3.jar!/META-INF/maven/com.google.guava/guava/pom.properties',
        'groupId=com.google.guava\nartifactId=guava\nversion=30.0-jre',
      ),
    ]);

    expect(packages.map(({ name }) => name)).toEqual([...own, 'com.google.guava:guava']);
    expect(unread).toEqual([]);
  });

  // By the processor's time, in microseconds: the machine may be busy with something else.
  it.each([
    ['comments without an end', 'packages.config', `<packages>${'<!--'.repeat(200_000)}`],
    ['elements without an end', 'packages.config', `<packages>${'<package '.repeat(200_000)}`],
    ['elements without an end', 'pom.xml', `<project>${'<dependency>'.repeat(200_000)}`],
    [
      'properties of themselves',
      'pom.xml',
      `<project><properties>${'<a>$\u007ba}</a>'.repeat(50_000)}`,
    ],
    ['comments without an end', 'bun.lock', '/*'.repeat(500_000)],
    ['strings without an end', 'bun.lock', '"\\\\'.repeat(300_000)],
    ['blanks', 'requirements.txt', `a${' '.repeat(500_000)}@`],
    ['blocks', 'go.mod', `module x\n${'require (\n'.repeat(200_000)}`],
    ['empty lines', 'specifications/a-1.gemspec', `# stub: a 1\n${' \n'.repeat(200_000)}`],
    ['empty lines alone', 'specifications/a-1.gemspec', ' \n'.repeat(200_000)],
    [
      'versions of one name, for which nothing asks as it is',
      'yarn.lock',
      `# yarn lockfile v1\n${many(20_000, (n) => `a@${n}:\n  version "${n}.0.0"\n  dependencies:\n    a "x"\n`)}`,
    ],
    [
      'semicolons',
      'a-1.dist-info/METADATA',
      `Name: a\nVersion: 1\nRequires-Dist: b${';'.repeat(2_000_000)}\n`,
    ],
    ['levels', 'package-lock.json', nestedLock(480, 400)],
    ['levels and nothing else', 'package-lock.json', nestedLock(100_000, 0)],
    ['marks of strings within a string', 'bun.lock', `"${'\\"'.repeat(1_000_000)}`],
    ['blanks behind commas', 'bun.lock', `[${`,${' '.repeat(1_000)}`.repeat(1_000)}`],
    ['blanks', 'lib/a-1.jar!/META-INF/MANIFEST.MF', `a${' '.repeat(500_000)}b`],
    ['groups without an end', 'Gemfile', `gem "a", ${'group: ['.repeat(200_000)}`],
    ['blanks in a group', 'Gemfile', `group ${' '.repeat(500_000)}x`],
    ['lines', 'go.mod', `${'\n'.repeat(1_000_000)}x`],
    ['blanks', 'go.mod', `module a\n${'a '.repeat(2)}${' '.repeat(500_000)}\u2028`],
    [
      'quotes without an end',
      'specifications/a-1.gemspec',
      `s.name = "a"\n${'s.add_dependency %q<a\n'.repeat(100_000)}`,
    ],
    ['letters', 'yarn.lock', `# yarn lockfile v1\n  ${'a'.repeat(500_000)}"b"c`],
    ['patches', 'yarn.lock', `# yarn lockfile v1\n${'a@patch:'.repeat(200_000)}:\n  version "1"\n`],
    ['dots', 'pnpm-lock.yaml', `lockfileVersion: 5\npackages:\n  ${'a.'.repeat(200_000)}: {}\n`],
    ['dots', 'requirements.txt', `a${'.a'.repeat(300_000)}..@`],
    ['extras without an end', 'requirements.txt', `a${'['.repeat(500_000)}`],
  ])('wastes no time on %s in a %s', (_, path, text) => {
    const before = process.cpuUsage();

    installedPackages([fileOf(path, text)]);

    expect(process.cpuUsage(before).user).toBeLessThan(5_000_000);
  });

  it.each([
    ['package-lock.json', manyNpm(20_000)],
    ['pnpm-lock.yaml', manyPnpm(20_000)],
    ['yarn.lock', manyYarn(20_000)],
    ['Cargo.lock', manyCargo(20_000)],
  ])('reads a %s of 20,000 packages in a few seconds', (path, text) => {
    const before = process.cpuUsage();
    const { packages, unread } = installedPackages([fileOf(path, text)]);
    const { user } = process.cpuUsage(before);

    expect(packages).toHaveLength(20_000);
    expect(unread).toEqual([]);
    // Of the processor: how much of it others take says nothing.
    expect(user / 1e6).toBeLessThan(10);
  });
});

/** Of version 1, as deep as it says, and so wide at each level. */
function nestedLock(levels: number, width: number): string {
  const wide = many(width, (n) => `"p${n}":{"version":"1.0.0"},`);
  const opened = `"dependencies":{${wide}"n":{"version":"1.0.0",`.repeat(levels);

  return `{"lockfileVersion":1,${opened}"dev":false${'}}'.repeat(levels)}}`;
}

function lockOf(name: string, version: string): object {
  return { lockfileVersion: 3, packages: { [`node_modules/${name}`]: { version } } };
}

function manyNpm(count: number): object {
  const packages = Array.from({ length: count }, (_, n) => [
    `node_modules/p${n}`,
    { version: '1.0.0', resolved: `https://registry.npmjs.org/p${n}`, integrity: 'x'.repeat(90) },
  ]);

  return { lockfileVersion: 3, packages: Object.fromEntries(packages) };
}

function manyPnpm(count: number): string {
  return `lockfileVersion: '9.0'\npackages:\n${many(count, (n) => `  p${n}@1.0.0:\n    resolution: {integrity: ${'x'.repeat(90)}}\n    engines: {node: '>=8'}\n`)}`;
}

function manyYarn(count: number): string {
  return `# yarn lockfile v1\n${many(count, (n) => `p${n}@^1.0.0:\n  version "1.0.0"\n  resolved "x"\n  dependencies:\n    a "1"\n\n`)}`;
}

function manyCargo(count: number): string {
  return many(
    count,
    (n) =>
      `[[package]]\nname = "p${n}"\nversion = "1.0.0"\nsource = "registry+x"\ndependencies = [\n "a",\n]\n\n`,
  );
}

function many(count: number, write: (n: number) => string): string {
  return Array.from({ length: count }, (_, n) => write(n)).join('');
}

function fileOf(path: string, content: string | object) {
  const text = typeof content === 'string' ? content : JSON.stringify(content);

  return archiveFile(path, new TextEncoder().encode(text));
}
