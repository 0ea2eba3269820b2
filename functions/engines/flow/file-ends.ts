/** How files end that are parts of pages, or texts that pages are made of: they hold no secrets. */
const ofPages = /\.(?:html?|md|rst|css|ico|woff2?|ttf|otf)$/i;

/** Documents, pictures, sounds and films. */
const ofDocuments = /\.(?:gif|png|jpe?g|webp|svg|bmp|tiff?|pdf|mp[34]|m4a|wav|ogg|webm|mov)$/i;

/** Two endings, as only some program gives them, but of settings, keys and rows (`.env.local`, `.users.csv`, `.sql.gz`). */
const ofPrograms = /\.[a-z][a-z\d]{1,20}\.[a-z][a-z\d]{1,20}$/i;
const wantedPart =
  /\.(?:env|conf(?:ig)?|settings?|credentials?|secrets?|keys?|pem|tfstate|local|private|tokens?|users?|customers?|accounts?|auth|oauth|vault|enc|service)\./i;
const wantedEnd =
  /\.(?:py|pyc|[cm]?js|ts|env|conf|ini|cfg|key|pem|p12|pfx|jks|tfstate|tfvars|vars|local|gz|bz2|xz|zst|zip|tar|tgz|7z|rar|csv|tsv|xlsx?|sql|db|sqlite3?|dump|bak|backup|ya?ml|toml|txt|log)$/i;

/** What leads to no less than the whole file system does: `../../proc/self/environ`, `../.ssh/id_rsa`. */
const wantedNames =
  /^(?:environ|cmdline|maps|fd|mem|passwd|shadow|credentials?|config|known_hosts|authorized_keys|tokens?|secrets?|id_\w{1,20}|\w{0,40}_key|\..{0,200})$/i;

/**
 * What the fixed end of a path says of what it opens: a file that is worth less wherever it lies, one that
 * is where the function brought or made it, or any file. Settings, code and rows (`.json`, `.xml`, `.py`,
 * `.csv`, `.zip`) are what an attacker wants.
 */
export function endOf(text: string): 'any' | 'own' | 'little' {
  if (ofPages.test(text)) return 'little';
  const isOfProgram = ofPrograms.test(text) && !wantedPart.test(text) && !wantedEnd.test(text);
  if (isOfProgram) return 'little';

  return ofDocuments.test(text) ? 'own' : 'any';
}

/** Whether what stands behind a slash is a name of the code's own, `config.json`: not `..`, nor what attackers look for. */
export function isNamePart(text: string): boolean {
  const name = text.slice(text.lastIndexOf('/') + 1);

  return (
    name !== '' && !wantedNames.test(name) && !/\.(?:pem|key|p12|pfx|jks|tfstate|env)$/i.test(name)
  );
}

/**
 * Whether it is a name that a program may give a file of its own and hide from a listing, `.project.json`:
 * not one that holds settings, keys or logins.
 */
export function isHiddenName(text: string): boolean {
  return /^\.[a-z\d][\w.-]{0,60}$/i.test(text) && !wantedHidden.test(text);
}

const wantedHidden =
  /env|pass|auth|cred|tokens?\b|secret|key|hist|ssh|git|aws|azure|gcloud|boto|s3cfg|cnf|conf|cfg|docker|kube|session|cookie|vault|gnupg|\w{2}rc\b|login|account|identity|profile|cert|\.(?:pem|p12|pfx|jks|tfstate|tfvars|sql|db|sqlite3?|py|sh)$/i;
