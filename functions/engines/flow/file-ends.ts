/** How files end that are parts of pages, or texts that pages are made of: they hold no secrets. */
const ofPages = /\.(?:html?|md|rst|css|ico|woff2?|ttf|otf)$/i;

/** Documents, pictures, sounds and films. */
const ofDocuments = /\.(?:gif|png|jpe?g|webp|svg|bmp|tiff?|pdf|mp[34]|m4a|wav|ogg|webm|mov)$/i;

/** Two endings, as only some program gives them, which are no code, settings or keys (`.env.local`). */
const ofPrograms =
  /\.(?!(?:env|conf|config|settings?|credentials?|secrets?|keys?|pem|tfstate|local|private)\.)[a-z][a-z\d]{1,20}\.(?!(?:py|pyc|js|mjs|cjs|ts|env|conf|ini|cfg|key|pem|tfstate|local)$)[a-z][a-z\d]{1,20}$/i;

/**
 * What the fixed end of a path says of what it opens: a file that is worth less wherever it lies, one that
 * is where the function brought or made it, or any file. Settings, code and rows (`.json`, `.xml`, `.py`,
 * `.csv`, `.zip`) are what an attacker wants.
 */
export function endOf(text: string): 'any' | 'own' | 'little' {
  if (ofPages.test(text) || ofPrograms.test(text)) return 'little';

  return ofDocuments.test(text) ? 'own' : 'any';
}

/** Whether what stands behind a slash is a name that leads to no other folder: `config.json`, and not `..`. */
export function isNamePart(text: string): boolean {
  const name = text.slice(text.lastIndexOf('/') + 1);

  return name !== '' && name !== '.' && name !== '..';
}
