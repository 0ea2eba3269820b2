/**
 * The kind of a key that says which project of Firebase a web page belongs to. It opens nothing of Firebase.
 *
 * Source: "Learn about using and managing API keys for Firebase" (Firebase documentation).
 */
export const FIREBASE = 'Firebase web API key';

/** Whether the variables beside a key of Google are those of the configuration that Firebase has for web pages. */
export function isOfFirebase(
  variable: string,
  variables: Readonly<Record<string, string>>,
): boolean {
  const [, prefix] = /^(.*?)(?:WEB_?)?API_?KEY$/i.exec(variable) ?? [];
  if (prefix === undefined) return false;

  const beside = new Map(
    Object.entries(variables).flatMap(([name, value]) =>
      name.startsWith(prefix)
        ? [[name.slice(prefix.length).replaceAll('_', '').toUpperCase(), value]]
        : [],
    ),
  );
  const marks = [
    hosts.test(beside.get('AUTHDOMAIN') ?? ''),
    /^\d{9,14}$/.test(beside.get('MESSAGINGSENDERID') ?? ''),
    /^1:\d{9,14}:web:[\da-f]{8,40}$/.test(beside.get('APPID') ?? ''),
  ];

  return beside.has('AUTHDOMAIN') && marks.some(Boolean);
}

const hosts = /^[\w-]{1,63}\.(?:firebaseapp\.com|web\.app)$/;
