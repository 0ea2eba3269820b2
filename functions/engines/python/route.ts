import type { ResponseForm } from './response-form.ts';
import type { Expression, FunctionNode } from './syntax.ts';

/** A function that a framework calls for what a caller sends. */
export interface Route {
  readonly of: FunctionNode;
  /** Parameters that are given already: `self`. */
  readonly taken: number;
  readonly gives: Given;
  /** As `/orders/<int:id>`; empty where it is not known. */
  readonly path: string;
  readonly form: ResponseForm;
  /** The decorator that makes it one; absent where a call does. */
  readonly by?: Expression | undefined;
  /** It is called beside the routes: where none of those is seen, the application is not known. */
  readonly isBeside?: boolean | undefined;
}

/**
 * Which parameters hold what a caller sent: those that the path names, all, the first, the first
 * (a request) and those that the path names, or those behind the object and its context.
 */
export type Given = 'path' | 'all' | 'first' | 'request' | 'fields';
