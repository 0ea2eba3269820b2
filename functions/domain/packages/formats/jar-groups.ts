/**
 * Artifacts that are built without Maven and so tell no group, but that many deploy. Each is known
 * by its name and by a word of its manifest that no other build would write.
 *
 * @param headers of the manifest of the jar.
 * @returns undefined for what is not known for certain.
 */
export function groupOfKnownJar(
  artifact: string,
  headers: ReadonlyMap<string, string>,
): string | undefined {
  const known = knownJars.find(({ name, header, says }) => {
    return name.test(artifact) && says.test(headers.get(header) ?? '');
  });

  return known?.group;
}

interface KnownJar {
  readonly group: string;
  readonly name: RegExp;
  readonly header: string;
  readonly says: RegExp;
}

/** The narrower before the wider. Source: the manifests on Maven Central. */
const knownJars: readonly KnownJar[] = [
  {
    group: 'org.springframework.boot',
    name: /^spring-boot(?:-[a-z]+)*$/,
    header: 'Automatic-Module-Name',
    says: /^spring\.boot(?:\.|$)/,
  },
  {
    group: 'org.springframework.security',
    name: /^spring-security-[a-z0-9-]+$/,
    header: 'Automatic-Module-Name',
    says: /^spring\.security\./,
  },
  {
    group: 'org.springframework',
    name: /^spring-(?:aop|aspects|beans|context(?:-indexer|-support)?|core|expression|instrument|jcl|jdbc|jms|messaging|orm|oxm|r2dbc|test|tx|web|webflux|webmvc|websocket)$/,
    header: 'Automatic-Module-Name',
    says: /^spring\./,
  },
  {
    group: 'com.squareup.okhttp3',
    name: /^okhttp(?:-[a-z0-9-]+)?$/,
    header: 'Automatic-Module-Name',
    says: /^okhttp3(?:\.|$)/,
  },
  {
    group: 'com.squareup.okio',
    name: /^okio(?:-jvm)?$/,
    header: 'Automatic-Module-Name',
    says: /^okio$/,
  },
  {
    group: 'org.jetbrains.kotlin',
    name: /^kotlin-[a-z0-9-]+$/,
    header: 'Implementation-Vendor',
    says: /^JetBrains$/,
  },
  {
    group: 'org.checkerframework',
    name: /^checker-(?:compat-)?qual$/,
    header: 'Automatic-Module-Name',
    says: /^org\.checkerframework\./,
  },
];
