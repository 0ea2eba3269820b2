import { archiveOf } from '../archive.ts';
import type { SampleFunction } from './sample-function.ts';

/** Functions in other languages than the rest, each with a vulnerable package and a clean twin. */
export const languages: readonly SampleFunction[] = [
  {
    name: 'shop-labels',
    runtime: 'provided.al2023',
    handler: 'bootstrap',
    age: 100,
    files: { bootstrap: goProgram('github.com/gin-gonic/gin', 'v1.6.3') },
    faults: ['dependencies/vulnerable-package#github.com/gin-gonic/gin@v1.6.3'],
  },
  {
    name: 'shop-labels-fixed',
    runtime: 'provided.al2023',
    handler: 'bootstrap',
    age: 100,
    files: { bootstrap: goProgram('github.com/gin-gonic/gin', 'v1.9.1') },
  },
  {
    name: 'shop-search',
    runtime: 'java21',
    handler: 'shop.Search::handle',
    age: 100,
    files: { 'lib/commons-text-1.9.jar': await jarOf('commons-text', '1.9') },
    faults: ['dependencies/vulnerable-package#org.apache.commons:commons-text@1.9'],
  },
  {
    name: 'shop-search-fixed',
    runtime: 'java21',
    handler: 'shop.Search::handle',
    age: 100,
    files: { 'lib/commons-text-1.10.0.jar': await jarOf('commons-text', '1.10.0') },
  },
  {
    name: 'shop-rates',
    runtime: 'dotnet10',
    handler: 'Shop::Shop.Rates::Handle',
    age: 100,
    files: { 'Shop.deps.json': depsOf('Newtonsoft.Json', '12.0.3') },
    faults: ['dependencies/vulnerable-package#Newtonsoft.Json@12.0.3'],
  },
  {
    name: 'shop-rates-fixed',
    runtime: 'dotnet10',
    handler: 'Shop::Shop.Rates::Handle',
    age: 100,
    files: { 'Shop.deps.json': depsOf('Newtonsoft.Json', '13.0.3') },
  },
  {
    name: 'shop-stamps',
    runtime: 'ruby3.4',
    age: 100,
    files: gem('rexml', '3.2.4'),
    faults: ['dependencies/vulnerable-package#rexml@3.2.4'],
  },
  { name: 'shop-stamps-fixed', runtime: 'ruby3.4', age: 100, files: gem('rexml', '3.4.2') },
];

/** As little of a program as Go's own `go version -m` needs of one, and as large as none is smaller. */
function goProgram(module: string, version: string): Uint8Array {
  const header = Buffer.alloc(64);
  header.set([0x7f, 0x45, 0x4c, 0x46, 2, 1, 1]);
  const modules = `path\tshop.example/labels\nmod\tshop.example/labels\t(devel)\t\ndep\t${module}\t${version}\th1:x\n`;
  const mark = 'm'.repeat(16);

  return Buffer.concat([
    header,
    Buffer.from([0xff, ...Buffer.from(' Go buildinf:'), 8, 2]),
    Buffer.alloc(16),
    counted('go1.26.1'),
    counted(`${mark}${modules}${mark}`),
    Buffer.alloc(2 ** 16),
  ]);
}

/** Its length before it, seven bits in each byte. */
function counted(text: string): Buffer {
  const { length } = text;
  const bytes = length < 128 ? [length] : [(length & 127) | 128, length >> 7];

  return Buffer.concat([Buffer.from(bytes), Buffer.from(text)]);
}

function jarOf(artifact: string, version: string): Promise<Uint8Array> {
  const group = 'org.apache.commons';

  return archiveOf({
    [`META-INF/maven/${group}/${artifact}/pom.properties`]: `groupId=${group}\nartifactId=${artifact}\nversion=${version}\n`,
  });
}

function depsOf(name: string, version: string): string {
  return JSON.stringify({ libraries: { [`${name}/${version}`]: { type: 'package' } } });
}

function gem(name: string, version: string): Readonly<Record<string, string>> {
  const path = `vendor/bundle/ruby/3.4.0/specifications/${name}-${version}.gemspec`;

  return {
    'index.rb': 'def handler(event:, context:)\n  { statusCode: 200 }\nend\n',
    [path]: `# stub: ${name} ${version} ruby lib\n`,
  };
}
