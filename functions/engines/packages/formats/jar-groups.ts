import { knownJars } from '../../../data/known-jars.ts';

/**
 * Artifacts that are built without Maven and so name no group, or another, but that many deploy. Each
 * is known by its name and, where its manifest has any, by a word that no other build would write.
 *
 * @param manifest its main section, a header a line.
 * @returns undefined for what is not known for certain.
 */
export function groupOfKnownJar(
  artifact: string,
  version: string,
  manifest: string,
): string | undefined {
  const known = knownJars.find(
    ({ name, says = anything, of = anything }) =>
      name.test(artifact) && of.test(version) && says.test(manifest),
  );

  return known?.group ?? (ownGroup.test(artifact) ? artifact : undefined);
}

/** Until they moved to `org.apache.commons`, each was a group of its own. Some never moved. */
const ownGroup =
  /^commons-(?:beanutils|chain|cli|codec|collections|configuration|daemon|dbcp|digester|discovery|el|fileupload|httpclient|io|jelly|jexl|jxpath|lang|launcher|logging|modeler|net|pool|primitives|transaction|validator)$/;

const anything = /^/;
