import { isAskingName } from '../../signatures/index.ts';
import type { Places } from '../evidence.ts';
import { hasKeyOfToken } from '../faults/keys-of-tokens.ts';
import { packageIn, roleOf } from '../known-packages.ts';
import { returnsOf } from '../members.ts';
import { isBuiltInModule } from '../specifier-meaning.ts';
import {
  type AnyNode,
  type CallNode,
  calledName,
  childrenOf,
  type FunctionNode,
  fieldRead,
  isCall,
  lastOf,
} from '../syntax.ts';
import type { Values } from '../value.ts';
import { isOfForm } from './of-form.ts';
import { isSaidField } from './request-sources.ts';

/** What is called, or handed on to be called, that asks for a credential. */
export interface Asking {
  readonly name: string;
  /** Of a package that does nothing else; else it is known by its name alone. */
  readonly isOfPackage: boolean;
}

/** Undefined where its name does not say that it asks, and where it is seen to say yes to all. */
export function askingCall(call: CallNode, values: Values, places: Places): Asking | undefined {
  if (hasKeyOfToken(call, values)) return undefined;
  const name = calledName(call) ?? '';
  const ofPackage = packageAsking(call.callee, values, places);
  if (ofPackage !== 'unknown') return ofPackage;
  if (call.type === 'NewExpression') return undefined;
  const isOther = isVague(name) ? !isOfProof(call.callee) : !isAskingName(name);
  if (isOther || isOfOthers(call.callee)) return undefined;
  const own = values.functionsOf(call.callee);
  if (own.length > 0 && own.every((of) => saysOne(of) || isOfForm(of))) return undefined;
  if (own.length > 0 && call.arguments.length > 0 && call.arguments.every(isSaidField))
    return undefined;

  return { name: shown(call.callee, name), isOfPackage: false };
}

/** Of a package by its name: what of it asks, undefined where nothing does, and `unknown` where no package is. */
export function packageAsking(
  callee: AnyNode,
  values: Values,
  places: Places,
): Asking | undefined | 'unknown' {
  const method = methodOf(callee);
  const names = values.namesOf(callee).filter((name) => name.startsWith('module:'));
  for (const full of names) {
    const of = packageIn(full) ?? '';
    const field = full.slice(full.lastIndexOf('.') + 1);
    const isAsking = packages.get(of) ?? packages.get(of.split('/').slice(0, 2).join('/'));
    if (
      isAsking?.test(method) ||
      isAsking?.test(field) ||
      (isAsking && full === `module:${of}` && isAsking.test(''))
    ) {
      return { name: shown(callee, method === '' ? of : method), isOfPackage: true };
    }
    if (everywhere.test(method)) return { name: shown(callee, method), isOfPackage: true };
  }
  if (names.some(isOfKnown)) return undefined;
  const bundled = values.functionsOf(callee).filter((of) => places.isInPackage(of));
  if (bundled.length === 0)
    return everywhere.test(method) ? { name: shown(callee, method), isOfPackage: true } : 'unknown';

  for (const [of, isAsking] of packages) {
    if (isAsking.test(method) && bundled.some((each) => places.isInPackageNamed(each, of))) {
      return { name: shown(callee, method), isOfPackage: true };
    }
  }
  return undefined;
}

/** A package of which it is known what it does, so that the table has all of it that asks. */
export function isOfKnown(name: string): boolean {
  const of = packageIn(name);
  if (of === undefined) return false;

  return isBuiltInModule(of) || roleOf(of) !== undefined || packages.has(of) || others.test(of);
}

const others =
  /^(?:sequelize|nodemailer|mongoose|typeorm|knex|pg|mysql2?|googleapis|@googleapis\/.{1,40}|zod|yup|joi|ajv|express-validator|class-validator|validator)$/;

/** Whether all that it answers is one constant, and it refuses nothing. */
export function saysOne(of: FunctionNode): boolean {
  const returned = returnsOf(of);
  const pending: AnyNode[] = [of.body];
  for (let node = pending.pop(), count = 0; node; node = pending.pop(), count += 1) {
    if (count > MOST_NODES || deciding.has(node.type)) return false;
    if (isCall(node) && !/^(?:log|info|debug|warn|next|resolve)$/.test(calledName(node) ?? ''))
      return false;
    pending.push(...childrenOf(node));
  }
  return returned.every(
    (each) => each.type === 'Literal' || isCall(each) || each.type === 'UnaryExpression',
  );
}

const MOST_NODES = 200;

const deciding: ReadonlySet<AnyNode['type']> = new Set([
  'IfStatement',
  'ConditionalExpression',
  'LogicalExpression',
  'BinaryExpression',
  'ThrowStatement',
  'SwitchStatement',
  'TryStatement',
]);

function methodOf(node: AnyNode): string {
  // As compilers write it: `(0, jwt.verify)(…)`.
  const callee = lastOf(node);
  if (callee.type === 'Identifier') return callee.name;

  return callee.type === 'MemberExpression' ? (fieldRead(callee) ?? '') : '';
}

/** `verify` and `compare` are called by much else. */
function isVague(name: string): boolean {
  return (
    name === 'verify' || name === 'verifyAsync' || name === 'compare' || name === 'compareSync'
  );
}

function isOfProof(callee: AnyNode): boolean {
  return (
    callee.type === 'MemberExpression' &&
    /jwt|jose|token|auth|sign|webhook|verif|otp|totp|crypt|hash|argon|passw|nacl|ed25519|secret/i.test(
      chainOf(callee.object),
    )
  );
}

/** To ask a database or a mail server whether it answers. */
function isOfOthers(callee: AnyNode): boolean {
  return (
    callee.type === 'MemberExpression' &&
    /sequelize|database|\bdb\b|connection|transport|mail|knex|\bpool|mongo|google|drive|sheet|expect|jest/i.test(
      chainOf(callee.object),
    )
  );
}

/** `jwt.verify`, as a reader finds it. */
function shown(node: AnyNode, name: string): string {
  const callee = lastOf(node);
  const chain = callee.type === 'MemberExpression' ? chainOf(callee.object) : '';
  const [last = ''] = chain
    .replaceAll(/\bimport_/g, '')
    .split('.')
    .slice(-1);

  return last === '' || last === 'this' ? name : `${last}.${name}`;
}

/** `a.b` of `a.b`, and `a` of `a()`. */
function chainOf(node: AnyNode, depth = 0): string {
  if (depth > 4) return '';
  switch (node.type) {
    case 'Identifier':
      return node.name;
    case 'ThisExpression':
      return 'this';
    case 'MemberExpression': {
      const field = fieldRead(node) ?? '';
      const of = chainOf(node.object, depth + 1);
      return field === 'default' ? of : `${of}.${field}`;
    }
    case 'CallExpression':
    case 'NewExpression':
      return chainOf(node.callee, depth + 1);
    case 'AwaitExpression':
      return chainOf(node.argument, depth + 1);
    default:
      return '';
  }
}

/** Methods of packages that hardly anything else has. */
const everywhere =
  /^(?:timingSafeEqual|jwtVerify|verifyIdToken|verifySessionCookie|constructEvent(?:Async)?|verifyKey(?:Middleware)?|requiresAuth|getServerSession|verifyAndReceive|isValidSlackRequest|verifySlackRequest|authenticateRequest)$/;

/** By package, the methods that ask; the empty one is the package itself, called. Sources: the documentation of each. */
const packages: ReadonlyMap<string, RegExp> = new Map([
  ...rows('jsonwebtoken jws njwt fast-jwt', /^(?:verify|createVerifier)$/),
  ...rows('jwt-simple', /^decode$/),
  ...rows('jose', /^(?:jwtVerify|compactVerify|flattenedVerify|generalVerify|jwtDecrypt)$/),
  ...rows('aws-jwt-verify', /^(?:verify|verifySync|create)$/),
  ...rows(
    'express-jwt koa-jwt express-basic-auth basic-auth tsscmp safe-compare scmp secure-compare alexa-verifier alexa-verifier-middleware',
    /^/,
  ),
  ...rows('express-oauth2-jwt-bearer', /^(?:auth|requiredScopes|claimCheck)$/),
  ...rows('express-openid-connect', /^(?:auth|requiresAuth)$/),
  ...rows('passport koa-passport @fastify/passport', /^(?:authenticate|authorize)$/),
  ...rows(
    'hono/jwt hono/jwk hono/basic-auth hono/bearer-auth hono',
    /^(?:jwt|jwk|basicAuth|bearerAuth|verify)$/,
  ),
  ...rows('@fastify/jwt @fastify/basic-auth @fastify/bearer-auth @fastify/secure-session', /^/),
  ...rows('firebase-admin', /^(?:verify\w{2,20})$/),
  ...rows('google-auth-library googleapis', /^(?:verifyIdToken|getTokenInfo)$/),
  ...rows('@okta/jwt-verifier', /^verify\w{2,20}$/),
  ...rows('jwks-rsa jwks-client', /^/),
  ...rows(
    '@clerk/backend @clerk/express @clerk/nextjs @clerk/clerk-sdk-node @hono/clerk-auth @clerk/fastify',
    /^(?:requireAuth|withAuth|getAuth|auth|currentUser|verifyToken|verifyWebhook|authenticateRequest|Clerk\w{2,30}|clerkMiddleware)$/,
  ),
  ...rows('next-auth', /^(?:getServerSession|getToken|getSession|unstable_getServerSession|auth)$/),
  ...rows('better-auth', /^getSession$/),
  ...rows('iron-session', /^(?:getIronSession|unsealData|withIronSession\w{0,20})$/),
  ...rows(
    '@supabase/supabase-js @supabase/auth-helpers-nextjs @supabase/ssr',
    /^(?:getUser|getClaims|getSession|signInWithPassword|verifyOtp)$/,
  ),
  ...rows(
    'bcrypt bcryptjs bcrypt-nodejs @node-rs/bcrypt',
    /^(?:compare|compareSync|verify|verifySync)$/,
  ),
  ...rows('argon2 @node-rs/argon2 hash-wasm', /^(?:verify|verifySync|argon2Verify|bcryptVerify)$/),
  ...rows('crypto', /^(?:timingSafeEqual|verify|createVerify)$/),
  ...rows(
    'tweetnacl @noble/ed25519 @noble/curves libsodium-wrappers',
    /^(?:verify\w{0,20}|crypto_sign_verify_detached)$/,
  ),
  ...rows('stripe', /^constructEvent(?:Async)?$/),
  ...rows('svix standardwebhooks', /^verify$/),
  ...rows(
    '@octokit/webhooks @octokit/webhooks-methods',
    /^(?:verify|verifyAndReceive|verifyWithFallback|createNodeMiddleware)$/,
  ),
  ...rows(
    '@slack/bolt @slack/events-api',
    /^(?:verify\w{2,30}|isValidSlackRequest|requestListener|(?:Express|HTTP|AwsLambda)Receiver)$/,
  ),
  ...rows('discord-interactions slash-create', /^verifyKey(?:Middleware)?$/),
  ...rows('twilio', /^(?:validate\w{2,40}|webhook)$/),
  ...rows('@line/bot-sdk', /^(?:validateSignature|middleware)$/),
  ...rows('razorpay', /^validate\w{2,40}$/),
  ...rows('otplib speakeasy', /^(?:verify|verifyDelta|check)$/),
  ...rows('@simplewebauthn/server', /^verify\w{2,40}$/),
  ...rows('siwe @noble/secp256k1 ethers web3', /^(?:verify|verifyMessage|recover)$/),
  ...rows('amazon-cognito-identity-js', /^authenticateUser$/),
  ...rows(
    '@aws-sdk/client-cognito-identity-provider',
    /^(?:GetUserCommand|(?:Admin)?InitiateAuthCommand|(?:Admin)?RespondToAuthChallengeCommand|initiateAuth|adminInitiateAuth|getUser)$/,
  ),
  ...rows('grammy telegraf', /^(?:webhookCallback)$/),
  ...rows('@nestjs/passport', /^AuthGuard$/),
  ...rows('@nestjs/jwt', /^verify(?:Async)?$/),
  ...rows('@auth0/nextjs-auth0', /^(?:withApiAuthRequired|getSession)$/),
  ...rows('lambda-multipart-auth middy-jsonwebtoken middleware-jwt-auth', /^/),
]);

function rows(names: string, methods: RegExp): readonly (readonly [string, RegExp])[] {
  return names.split(' ').map((name) => [name, methods] as const);
}
