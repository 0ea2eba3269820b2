import { DEPLOY, VIGIL } from '#commands';

/** A command of the product, for people to copy from a mail, a page, a fix or a guide. */
export function vigilCommand(...words: readonly string[]): string {
  return [VIGIL, ...words].join(' ');
}

/** How the product is deployed or updated, with options of the deployment. */
export function deployCommand(...options: readonly string[]): string {
  return options.length === 0 ? DEPLOY.bare : [DEPLOY.withOptions, ...options].join(' ');
}
