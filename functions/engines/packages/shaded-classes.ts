import { jarOf } from './formats/jar-formats.ts';
import type { Package } from './package.ts';

/**
 * Classes of well-known libraries in an archive of which nothing names them: a build that packs all
 * into one jar may leave out what Maven wrote. A library's own jar may hold parts of others.
 *
 * @param folders of classes, each with a slash behind it, `app.jar!/org/apache/commons/text/`.
 * @param recognised what was named, in which archive.
 */
export function shadedClasses(
  folders: readonly string[],
  recognised: readonly Package[],
): readonly { readonly path: string; readonly reason: string }[] {
  const groupsOf = Map.groupBy(
    recognised.filter(({ ecosystem }) => ecosystem === 'Maven'),
    ({ evidence }) => jarOf(evidence.path),
  );

  return [...Map.groupBy(folders, jarOf)].flatMap(([jar, some]) => {
    const groups = (groupsOf.get(jar) ?? []).map(({ name }) => name.split(':')[0] ?? '');
    // A jar that nothing names is a gap by itself.
    const isUnnamed = jar !== '' && groups.length === 0;
    const isLibrary = groups.length === 1 && groups.some(isOfLibrary);
    if (isUnnamed || isLibrary) return [];

    const inside = some.map((folder) => (jar === '' ? folder : folder.slice(jar.length + 2)));
    const strays = libraries.filter(
      ({ folder, groups: known }) =>
        inside.some((path) => path.startsWith(folder)) &&
        !groups.some((own) => isAmong(own, known)),
    );
    const [first] = strays;
    if (!first) return [];

    const more = strays.length > 1 ? `, and of ${strays.length - 1} more` : '';
    return [
      {
        path: jar === '' ? first.folder : `${jar}!/${first.folder}`,
        reason: `classes of ${first.groups[0]}${more}, which nothing here names`,
      },
    ];
  });
}

function isOfLibrary(own: string): boolean {
  return libraries.some(({ groups }) => isAmong(own, groups));
}

function isAmong(own: string, groups: readonly string[]): boolean {
  return groups.some((group) => own === group || own.startsWith(`${group}.`));
}

/** Folders of classes, and the group on Maven Central that they are of. Source: the jars there. */
const libraries: readonly Library[] = [
  ['ch/qos/logback/', 'ch.qos.logback'],
  ['com/alibaba/fastjson/', 'com.alibaba'],
  ['com/amazonaws/services/', 'com.amazonaws'],
  ['com/fasterxml/jackson/', 'com.fasterxml.jackson'],
  ['com/google/common/', 'com.google.guava'],
  ['com/google/gson/', 'com.google.code.gson'],
  ['com/google/protobuf/', 'com.google.protobuf'],
  ['com/mysql/cj/', 'com.mysql'],
  ['com/nimbusds/', 'com.nimbusds'],
  ['com/squareup/okhttp/', 'com.squareup.okhttp'],
  ['com/thoughtworks/xstream/', 'com.thoughtworks.xstream'],
  ['com/zaxxer/hikari/', 'com.zaxxer'],
  ['freemarker/template/', 'org.freemarker'],
  ['io/grpc/', 'io.grpc'],
  ['io/jsonwebtoken/', 'io.jsonwebtoken'],
  ['io/netty/', 'io.netty'],
  ['io/vertx/core/', 'io.vertx'],
  ['net/minidev/json/', 'net.minidev'],
  ['okhttp3/', 'com.squareup.okhttp3'],
  ['org/apache/commons/beanutils/', 'commons-beanutils'],
  ['org/apache/commons/collections/', 'commons-collections'],
  ['org/apache/commons/collections4/', 'org.apache.commons'],
  ['org/apache/commons/compress/', 'org.apache.commons'],
  ['org/apache/commons/configuration2/', 'org.apache.commons'],
  ['org/apache/commons/fileupload/', 'commons-fileupload'],
  ['org/apache/commons/io/', 'commons-io'],
  ['org/apache/commons/lang3/', 'org.apache.commons'],
  ['org/apache/commons/text/', 'org.apache.commons'],
  ['org/apache/cxf/', 'org.apache.cxf'],
  ['org/apache/http/', 'org.apache.httpcomponents'],
  ['org/apache/kafka/', 'org.apache.kafka'],
  ['org/apache/log4j/', 'log4j', 'org.apache.logging.log4j', 'ch.qos.reload4j', 'org.slf4j'],
  ['org/apache/logging/log4j/', 'org.apache.logging.log4j'],
  ['org/apache/pdfbox/', 'org.apache.pdfbox'],
  ['org/apache/poi/', 'org.apache.poi'],
  ['org/apache/shiro/', 'org.apache.shiro'],
  ['org/apache/tika/', 'org.apache.tika'],
  ['org/apache/velocity/', 'org.apache.velocity'],
  ['org/bouncycastle/', 'org.bouncycastle'],
  ['org/codehaus/jackson/', 'org.codehaus.jackson'],
  ['org/dom4j/', 'org.dom4j'],
  ['org/eclipse/jetty/', 'org.eclipse.jetty'],
  ['org/h2/', 'com.h2database'],
  ['org/hibernate/', 'org.hibernate'],
  ['org/jsoup/', 'org.jsoup'],
  ['org/postgresql/', 'org.postgresql'],
  ['org/springframework/', 'org.springframework'],
  ['org/yaml/snakeyaml/', 'org.yaml'],
  ['redis/clients/jedis/', 'redis.clients'],
  ['software/amazon/awssdk/', 'software.amazon.awssdk'],
].map(([folder = '', ...groups]) => ({ folder, groups }));

interface Library {
  readonly folder: string;
  /** That it is of first; others have the same classes. */
  readonly groups: readonly string[];
}
