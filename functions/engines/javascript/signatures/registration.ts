import type { CallNode, FunctionNode } from '../syntax.ts';
import type { Application } from './application-of.ts';
import type { CodePath } from './code-path.ts';
import type { Proof } from './verification.ts';

/** What an application runs of what it is given. */
export interface Step {
  /** Of the code: any of them. */
  readonly functions: readonly FunctionNode[];
  /** What a package makes, and that lets on only who has a token. */
  readonly proof?: Proof | undefined;
  /** Another application, or a router. */
  readonly mount?: Application | undefined;
  /** Whether it is not seen what that is. */
  readonly isUnseen?: boolean;
  /** Whether a package has wrapped them, and may run them for some requests alone. */
  readonly isWrapped?: boolean;
  /** Whether it answers with files that all may see. */
  readonly isPages?: boolean;
}

/** What an application is given to run. */
export interface Registered {
  readonly call: CallNode;
  readonly of: Application;
  readonly framework: string;
  /** `GET`; `ANY`; none of what runs before other routes. */
  readonly verbs: readonly string[];
  readonly paths: readonly CodePath[];
  /** Whether it takes these paths alone, and nothing below them. */
  readonly isExact: boolean;
  /** In the order in which they run. */
  readonly steps: readonly Step[];
  /** Whether it may keep strangers from what runs after it. */
  readonly mayGuard: boolean;
}
