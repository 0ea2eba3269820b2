/**
 * Whether a variable holds, by its name, the secret that answers to a captcha are verified with (reCAPTCHA, hCaptcha, Turnstile). Who
 * has it may ask whether an answer is good, and solves none by it.
 */
export function isOfCaptcha(variable: string): boolean {
  return captchas.test(variable.replaceAll(/([a-z])([A-Z])/g, '$1_$2').toUpperCase());
}

const captchas =
  /^(?:(?:GOOGLE|CLOUDFLARE|CF)_)?(?:RE_?CAPTCHA|H_?CAPTCHA|TURNSTILE)_?(?:V[23]_?)?(?:SERVER_?)?(?:SECRET|PRIVATE)(?:_?KEY)?$/;
