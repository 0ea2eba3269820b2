/**
 * Whether a route has to be public: to sign in or up, a form for visitors, a browser's preflight, whether the service is up, its
 * documentation, files of its pages, to sign out. Below a parameter, or what is meant for few, callers might be asked all the
 * same: `/admin/signup`.
 *
 * @param key `POST /login`
 */
export function isOpenByNature(key: string): boolean {
  if (key.startsWith('OPTIONS ')) return true;
  if (isBeforeSignIn(key) || isVisitorsForm(key) || leaving.test(key)) return true;
  if (ofFew.test(key)) return false;

  return shown.test(key) || (!/[{}]/.test(key) && informing.test(key));
}

/** No one can be asked to sign in to sign in, to register, for a password that is forgotten, or for the code that signs in. */
export function isBeforeSignIn(key: string): boolean {
  if (/[{}]/.test(key) || ofFew.test(key)) return false;

  return beforeSignIn.test(key);
}

/** What visitors of a site send who have no account there: `POST /contact`. */
export function isVisitorsForm(key: string): boolean {
  return !/[{}]/.test(key) && !ofFew.test(key) && visitorsForm.test(key);
}

/** Whether its path says that it is meant for few: `GET /orders/admin`. */
export function isForFew(key: string): boolean {
  return ofFew.test(key);
}

/** Whether a request changes something there by what its path says, whatever its method is: `GET /items/{id}/delete`, `GET /addItem`. */
export function isNamedForChange(key: string): boolean {
  if (key.startsWith('OPTIONS ')) return false;
  const words = key
    .slice(key.indexOf('/'))
    .replace(/\{[^{}]{0,100}\}/g, '')
    .replace(/([a-z])([A-Z])/g, '$1-$2')
    .toLowerCase()
    .split(/[^a-z]+/);

  return words.some((word) => ofChange.has(word));
}

const ofChange: ReadonlySet<string> = new Set(
  'delete remove destroy update save toggle create insert add set reset'.split(' '),
);

const ofFew = /admin|internal|private|staff|tenant/i;

const beforeSignIn =
  /^POST \/(?:.{0,200}\/)?(?:(?:log|sign)[-_]?(?:in|up)|authenticate|register|forgot[-_]?password|password[-_]forgot|confirm[-_]?sign[-_]?up|(?:confirm|verify)[-_]?email|(?:(?:request|send|resend|get|verify|validate)[-_]?)?(?:otp|(?:login|verification)[-_]?code)|otp\/(?:request|send|resend|verify|validate)|(?:(?:request|send)[-_]?)?magic[-_]?link)\/?$/i;

const visitorsForm =
  /^POST \/(?:.{0,200}\/)?(?:contact(?:[-_]?(?:us|me|form))?|feedback|enquir(?:y|ies)|inquir(?:y|ies)|newsletter|(?:un)?subscribe|wait[-_]?list|rsvp)\/?$/i;

/** Who signs out has nothing to lose but that. */
const leaving = /^(?:GET|POST) \/(?:[\w-]{1,40}\/){0,4}(?:log|sign)[-_]?out\/?$/i;

/** What says how the service is, or how it is called. */
const informing =
  /^(?:GET|HEAD) \/(?:.{0,200}\/)?(?:health(?:[-_]?check|z)?|healthy|livez?|ready|readyz|ping|(?:api-?)?docs|swagger(?:-ui)?|redoc|(?:openapi|swagger)\.(?:json|ya?ml)|favicon\.ico|robots\.txt)\/?$/i;

/** Files, whichever: `/static/{path+}`. */
const shown = /^(?:GET|HEAD) \/(?:static|assets|(?:api-?)?docs|swagger(?:-ui)?)\/\{\w{1,40}\+\}$/i;
