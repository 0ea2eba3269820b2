import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { run, type Toolchain } from './artefact.ts';

/** Jars in `lib`, as Lambda takes them. */
export const maven: Toolchain = {
  tool: 'mvn',

  async build(folder) {
    await writeFile(join(folder, 'pom.xml'), pom);
    await run(
      [
        'mvn',
        '--batch-mode',
        '--quiet',
        'dependency:copy-dependencies',
        '-DoutputDirectory=function/lib',
        'dependency:list',
        '-DoutputFile=list.txt',
      ],
      folder,
    );
    const list = await readFile(join(folder, 'list.txt'), 'utf8');
    const expected = [...list.matchAll(/^\s+([\w.-]+):([\w.-]+):jar:([\w.-]+):\w+/gm)].map(
      ([, group, artifact, version]) => `pkg:maven/${group}/${artifact}@${version}`,
    );

    return [{ what: 'jars in lib', folder: join(folder, 'function'), expected }];
  },
};

const pom = `<project xmlns="http://maven.apache.org/POM/4.0.0">
  <modelVersion>4.0.0</modelVersion>
  <groupId>shop</groupId>
  <artifactId>orders</artifactId>
  <version>1.0</version>
  <dependencies>
    <dependency>
      <groupId>org.apache.commons</groupId>
      <artifactId>commons-text</artifactId>
      <version>1.9</version>
    </dependency>
    <dependency>
      <groupId>com.fasterxml.jackson.core</groupId>
      <artifactId>jackson-databind</artifactId>
      <version>2.9.8</version>
    </dependency>
  </dependencies>
</project>
`;
