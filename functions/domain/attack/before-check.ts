import type { SignatureCheck } from '../../core/signature-check.ts';
import { EXPLOITED, packageInSubject } from '../vulnerable-subject.ts';
import type { Link } from './attack-path-parts.ts';

/**
 * Whether a weakness is there before the code has verified who sent a request: in what reads requests for it,
 * or verifies them, or above the check in the same file. Of what attackers are known to use, and of what is
 * malicious, nothing is assumed.
 *
 * @param verified where the code does.
 */
export function isBeforeCheck({ finding }: Link, verified: SignatureCheck): boolean {
  const { check, subject, summary, evidence } = finding;
  if (check === 'dependencies/malicious-package') return true;
  if (check.startsWith('code/')) {
    const place = evidence.findLast(({ path }) => path !== undefined);
    // What the event takes behind the check comes to a function above it.
    const isTakenBehind = evidence.some(
      ({ path, line = 0 }) => path === verified.path && line > verified.line,
    );
    return place?.path === verified.path && (place.line ?? 0) < verified.line && !isTakenBehind;
  }
  if (check !== 'dependencies/vulnerable-package') return false;
  const name = packageInSubject(subject)?.name.toLowerCase() ?? '';

  return summary.includes(EXPLOITED) || early.test(name);
}

/** Of npm and PyPI, by the words in their names: frameworks, parsers of requests, tokens, keys and signatures. */
const early =
  /express|fastify|koa|hapi|restify|hono|nest|apollo|graphql|serverless|lambda|middy|pars|multipart|multer|busboy|dicer|formidable|\bqs\b|cookie|header|body|path-to-regexp|find-my-way|router|\bsend\b|negotiator|accepts|flask|werkzeug|django|fastapi|starlette|bottle|tornado|aiohttp|sanic|falcon|chalice|mangum|wsgi|powertools|jwt|jw[aekst]\b|jose|oauth|authlib|passport|crypto|sign|verif|webhook|svix|octokit|probot|stripe|slack|bolt|twilio|discord|alexa|ask-sdk|forge|elliptic|ecdsa|rsa|nacl|sodium|openssl|asn1|x509|protobuf|xml|yaml|json/;
