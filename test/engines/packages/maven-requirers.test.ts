import { describe, expect, it } from 'vitest';
import { archiveFile } from '../../../functions/engines/archive/archive-files.ts';
import { installedPackages } from '../../../functions/engines/packages/installed-packages.ts';
import { labelOf } from '../../../functions/engines/packages/package.ts';

describe('who brought a Maven artifact', () => {
  it('is read from the pom beside its properties, without what it does not need to run', () => {
    const files = {
      ...jar('lib/web-1.0.jar!/', 'org.web', 'web', '1.0', [
        dependency('org.core', 'core'),
        dependency(
          `\${project.groupId}`,
          'web-api',
          '<exclusions><exclusion><groupId>org.gone</groupId><artifactId>gone</artifactId></exclusion></exclusions>',
        ),
        dependency('org.test', 'tester', '<scope>test</scope>'),
        dependency('org.given', 'given', '<scope>provided</scope>'),
        dependency('org.maybe', 'maybe', '<optional>true</optional>'),
        `<!-- ${dependency('org.gone', 'gone')} -->`,
      ]),
      ...jar('lib/core-2.0.jar!/', 'org.core', 'core', '2.0', [dependency('org.web', 'web')]),
      ...Object.assign(
        {},
        ...[
          ['org.web', 'web-api'],
          ['org.test', 'tester'],
          ['org.given', 'given'],
          ['org.maybe', 'maybe'],
          ['org.gone', 'gone'],
        ].map(([group = '', artifact = '']) =>
          jar(`lib/${artifact}-1.jar!/`, group, artifact, '1', []),
        ),
      ),
      ...jar('lib/top-1.0.jar!/', 'org.top', 'top', '1.0', [dependency('org.web', 'web')]),
    };

    expect(waysIn(files)).toEqual({
      'org.top:top@1.0': [],
      'org.web:web@1.0': ['org.top:top@1.0'],
      'org.core:core@2.0': ['org.top:top@1.0', 'org.web:web@1.0'],
      'org.web:web-api@1': ['org.top:top@1.0', 'org.web:web@1.0'],
      'org.test:tester@1': [],
      'org.given:given@1': [],
      'org.maybe:maybe@1': [],
      'org.gone:gone@1': [],
    });
  });

  it('begins behind the project itself, where all was shaded into one archive', () => {
    const files = {
      ...jar('', 'shop', 'orders', '1.0', [dependency('org.a', 'a'), dependency('org.b', 'b')]),
      ...jar('', 'org.a', 'a', '1.0', [dependency('org.b', 'b'), dependency('org.c', 'c')]),
      ...jar('', 'org.b', 'b', '1.0', []),
      ...jar('', 'org.c', 'c', '1.0', []),
    };

    expect(waysIn(files)).toEqual({
      'shop:orders@1.0': [],
      'org.a:a@1.0': [],
      'org.b:b@1.0': [],
      'org.c:c@1.0': ['org.a:a@1.0'],
    });
  });

  it.each([
    ['its own version', '<version>1.2</version>', 'a-9.jar', '1.2'],
    ['that of its parent', '<parent><version>3.0</version></parent>', 'a-9.jar', '3.0'],
    [
      'its own before that of its parent',
      '<parent><version>3.0</version></parent><version>1.2</version>',
      'a-9.jar',
      '1.2',
    ],
    ['that of the jar, where it is made up', `<version>\${revision}</version>`, 'a-9.1.jar', '9.1'],
    [
      'no version of what it asks for',
      '<dependencies><dependency><version>7</version></dependency></dependencies>',
      'a-9.1.jar',
      '9.1',
    ],
  ])('reads a pom without properties: %s', (_, head, name, version) => {
    const path = `lib/${name}!/META-INF/maven/g/a/pom.xml`;
    const { packages, unread } = installedPackages(
      filesOf({ [path]: `<project>${head}</project>` }),
    );

    expect(packages.map(labelOf)).toEqual([`g:a@${version}`]);
    expect(unread).toEqual([]);
  });

  it('says that a pom has no version', () => {
    const path = 'lib/x.jar!/META-INF/maven/g/a/pom.xml';

    expect(installedPackages(filesOf({ [path]: '<project/>' }))).toEqual({
      packages: [],
      unread: [{ path, reason: 'it has no version that can be read' }],
    });
  });

  it.each(['<build>', '<dependency>', '<!--', '<version>', '<parent><version>'])(
    'wastes no time on a pom of nothing but %s',
    (part) => {
      const before = process.cpuUsage();

      installedPackages(
        filesOf({
          'META-INF/maven/g/a/pom.xml': part.repeat(100_000),
          'META-INF/maven/g/a/pom.properties': 'groupId=g\nartifactId=a\nversion=1',
        }),
      );

      expect(process.cpuUsage(before).user).toBeLessThan(2_000_000);
    },
  );
});

function waysIn(files: Readonly<Record<string, string>>) {
  const { packages } = installedPackages(filesOf(files));

  return Object.fromEntries(
    packages.map((one) => [labelOf(one), one.requiredBy?.chain ?? []] as const),
  );
}

function jar(
  root: string,
  group: string,
  artifact: string,
  version: string,
  dependencies: readonly string[],
): Readonly<Record<string, string>> {
  const folder = `${root}META-INF/maven/${group}/${artifact}`;

  return {
    [`${folder}/pom.properties`]: `groupId=${group}\nartifactId=${artifact}\nversion=${version}\n`,
    [`${folder}/pom.xml`]: [
      '<project><dependencyManagement><dependencies>',
      dependency('org.gone', 'gone'),
      '</dependencies></dependencyManagement><dependencies>',
      ...dependencies,
      '</dependencies><build><plugins><plugin><dependencies>',
      dependency('org.gone', 'gone'),
      '</dependencies></plugin></plugins></build></project>',
    ].join('\n'),
  };
}

function dependency(group: string, artifact: string, more = ''): string {
  return `<dependency>\n<groupId>${group}</groupId>\n<artifactId> ${artifact} </artifactId>${more}</dependency>`;
}

function filesOf(files: Readonly<Record<string, string>>) {
  return Object.entries(files).map(([path, text]) =>
    archiveFile(path, new TextEncoder().encode(text)),
  );
}
