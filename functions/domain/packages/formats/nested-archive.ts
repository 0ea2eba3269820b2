/**
 * Whether it is an archive that may hold packages and is used as it is: of Java, of Python, or what
 * serverless-python-requirements packs so that it takes less room.
 */
export function isNestedArchive(path: string): boolean {
  return isJar(path) || /(?:\.(?:whl|egg|pex|pyz)|(?:^|\/)\.requirements\.zip)$/i.test(path);
}

/** Whether it is an archive of Java, whatever it is for. */
export function isJar(path: string): boolean {
  return /\.(?:jar|war|ear|par|sar|nar|kar|hpi|jpi|lpkg)$/i.test(path);
}
