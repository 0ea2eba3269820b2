import * as z from 'zod/mini';
import { type AskingSign, askingSign } from './asking-sign.ts';
import { type OpenDesign, openDesign } from './open-design.ts';
import { type SignatureCheck, signatureCheck } from './signature-check.ts';

/** A route of the code: of a function that itself hands requests on by their method and path. */
export interface CodeRoute {
  /** `GET`; `ANY` for each of them. */
  readonly method: string;
  /**
   * As API Gateway writes it, from the start of the path that Lambda is given: `/orders/{id}`, `/files/{rest+}`
   * for all that begins so, with or without more; a part that is text and more (`/report-:id.csv`) is a parameter.
   */
  readonly path: string;
  /** It is asked for by the path of the route of API Gateway itself, and not by that of the request, which may have a base path before it. */
  readonly isOfGateway?: true | undefined;
  /** Where the code verifies who sent a request, before it does anything for this route; absent where it is not seen to. */
  readonly check?: SignatureCheck | undefined;
  /** Without a check: it answers all requests alike and calls nothing, as `/health` does. */
  readonly isIdle?: true | undefined;
  /** Without a check: all that it changes is open by design, as a sign-up is. */
  readonly design?: OpenDesign | undefined;
  /** Without a check: what looks as if it asked; see `AskingSign`. */
  readonly sign?: AskingSign | undefined;
}

/** Of code in which each route is seen: what else comes in is refused, or not found. */
export interface RoutedChecks {
  readonly routes: readonly CodeRoute[];
}

/** Of code that asks no one: all that it changes is open by design. */
export interface DesignedOpen {
  readonly design: OpenDesign;
}

/** Of code that is not seen to ask, and looks as if it does. */
export interface SeemsToAsk {
  readonly sign: AskingSign;
}

/**
 * How code verifies who sends requests: where it does so of all of them, or which of its routes do; or why it need not, or
 * what looks as if it did. It is undefined where none of that is seen.
 */
export type SenderVerification = SignatureCheck | RoutedChecks | DesignedOpen | SeemsToAsk;

/** More are not kept, nor longer paths: such code is judged as a whole. */
export const MOST_CODE_ROUTES = 200;
const MOST_PATH = 200;

/**
 * All of the routes, each once; undefined where there is none, where one is hostile, or where they say nothing: none asks, or
 * is open by design, and some may write.
 */
export function keptRoutes(routes: readonly CodeRoute[]): readonly CodeRoute[] | undefined {
  const distinct = [...new Map(routes.map((each) => [keyOf(each), each])).values()];
  const isKept =
    distinct.length <= MOST_CODE_ROUTES &&
    distinct.length > 0 &&
    (distinct.some(({ check, design }) => check ?? design) || distinct.every(isRead)) &&
    distinct.every(({ method, path }) => isMethod.test(method) && isPath(path));

  return isKept ? distinct : undefined;
}

/** Whether by its method it changes nothing. */
export function isRead({ method }: Pick<CodeRoute, 'method'>): boolean {
  return method === 'GET' || method === 'HEAD' || method === 'OPTIONS';
}

function keyOf({ method, path, check, isIdle, design }: CodeRoute): string {
  return JSON.stringify([method, path, check?.path, check?.line, check?.column, isIdle, design]);
}

const isMethod = /^[A-Z]{1,20}$/;

function isPath(path: string): boolean {
  return path.length <= MOST_PATH && /^\/[\x21-\x7e]*$/.test(path);
}

/** Routes as they were stored. */
export const codeRoutes: z.ZodMiniType<readonly CodeRoute[]> = z.array(
  z.object({
    method: z.string(),
    path: z.string(),
    isOfGateway: z.optional(z.literal(true)),
    check: z.optional(signatureCheck),
    isIdle: z.optional(z.literal(true)),
    design: z.optional(openDesign),
    sign: z.optional(askingSign),
  }),
);
