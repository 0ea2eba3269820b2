import * as z from 'zod/mini';
import { type AskingSign, askingSign } from '../../core/asking-sign.ts';
import { type CodeRoute, codeRoutes } from '../../core/code-route.ts';
import { type DecidedChanges, decidedChanges } from '../../core/decided-change.ts';
import { type HandedOut, handedOut } from '../../core/handed-out.ts';
import { type KeptFields, keptFields } from '../../core/kept-fields.ts';
import { type Known, unknown } from '../../core/known.ts';
import { knownSchema } from '../../core/known-schema.ts';
import { type OpenDesign, openDesign } from '../../core/open-design.ts';
import { type SdkCalls, sdkCalls } from '../../core/sdk-calls.ts';
import { type SignatureCheck, signatureCheck } from '../../core/signature-check.ts';
import { type Weakness, weakness } from '../../core/weakness.ts';
import {
  type ExternalImports,
  externalImportsSchema,
  type Importable,
  importableSchema,
  type Package,
  packageSchema,
} from '../packages/index.ts';
import { type FileSecret, fileSecret } from '../secrets/index.ts';
import { type ShippedFiles, shippedFiles } from './shipped-kinds.ts';

/** Another one whenever the same archive may give another result: what is stored is then redone. */
export const analyserVersion = '37';

/** What one archive holds, of a function or of a layer. */
export interface CodeAnalysis {
  readonly packages: Known<readonly Package[]>;
  /**
   * Of a function, what its handler imports from layers; undefined where that is not known. It is not
   * stored: see `keptOf`.
   */
  readonly externalImports?: ExternalImports | undefined;
  /** Of a layer, what handlers may import from it; undefined where that is not known. */
  readonly importable?: Importable | undefined;
  /** Paths of bundles in which no package was recognised. */
  readonly unidentifiedBundles: Known<readonly string[]>;
  readonly weaknesses: Known<readonly Weakness[]>;
  /** What the code asks of AWS; no text in it looks like a secret. */
  readonly sdkCalls: Known<SdkCalls>;
  /** What the handler comes to, where no other call is possible than is seen: see `plainCodeIn`. */
  readonly plainCode?: PlainCode | undefined;
  /** Whether nothing in its own code may call AWS in a way that is not seen: see `showsCallsIn`. @default false */
  readonly showsCalls?: boolean | undefined;
  /** Where its code verifies who sent a request; what was stored before that was asked has it not. */
  readonly verifiesSignature?: Known<SignatureCheck | undefined> | undefined;
  /** Each of its routes, where all of them are seen and one verifies: it then counts, and not what is said of all. */
  readonly codeRoutes?: readonly CodeRoute[] | undefined;
  /** The environment variables that it signs with; what was stored before that was asked has them not. */
  readonly signingVariables?: Known<readonly string[]> | undefined;
  /** Of the environment variables, those that are the word of a webhook's subscription. @default none */
  readonly handshakeVariables?: readonly string[] | undefined;
  /** Where no check is seen and no routes are: what it does that is open by design; absent where it may do more. */
  readonly openDesign?: OpenDesign | undefined;
  /** What looks as if it asked who sends a request, where it is not seen to, and not all of its routes are seen. */
  readonly askingSign?: AskingSign | undefined;
  /** What it signs for anyone who asks, as far as that is seen. @default nothing */
  readonly handedOut?: readonly HandedOut[] | undefined;
  /** What it puts into tables, as far as that is seen and says what is kept of people. @default nothing */
  readonly keptFields?: readonly KeptFields[] | undefined;
  /** What it does that a request decides; absent where its code is not read, or not to the end. */
  readonly decidedChanges?: DecidedChanges | undefined;
  /** In own source, files of settings and programs. The values are not in here. */
  readonly secrets: Known<readonly FileSecret[]>;
  readonly shippedFiles: Known<readonly ShippedFiles[]>;
}

/** Where Lambda enters the code; of a layer, nowhere. */
export interface CodeEntry {
  readonly runtime?: string | undefined;
  /** `file.export` */
  readonly handler?: string | undefined;
  /** Whether a layer or its environment may have it load what is not in the archive. */
  readonly loadsMore?: boolean | undefined;
}

/** Code of which no other call is possible than is seen. */
export interface PlainCode {
  /** What the handler comes to, in files of the archive, the data among them. */
  readonly files: readonly string[];
  /** The environment variables whose values it may get at. */
  readonly variables: readonly string[];
  /** That it imports: they neither call AWS nor run code by themselves. */
  readonly packages: readonly string[];
}

/** Whether it runs JavaScript, of which imports and weaknesses are followed. */
export function isNode(runtime: string | undefined): boolean {
  return runtime?.startsWith('nodejs') ?? false;
}

export function isPython(runtime: string | undefined): boolean {
  return runtime?.startsWith('python') ?? false;
}

/** An analysis as it was stored. */
export const codeAnalysis: z.ZodMiniType<CodeAnalysis> = z.object({
  packages: knownSchema(z.array(packageSchema)),
  externalImports: z.optional(externalImportsSchema),
  importable: z.optional(importableSchema),
  unidentifiedBundles: knownSchema(z.array(z.string())),
  weaknesses: knownSchema(z.array(weakness)),
  sdkCalls: knownSchema(sdkCalls),
  plainCode: z.optional(
    z.object({
      files: z.array(z.string()),
      variables: z.array(z.string()),
      packages: z.array(z.string()),
    }),
  ),
  showsCalls: z.optional(z.boolean()),
  verifiesSignature: z.optional(knownSchema(z.optional(signatureCheck))),
  codeRoutes: z.optional(codeRoutes),
  signingVariables: z.optional(knownSchema(z.array(z.string()))),
  handshakeVariables: z.optional(z.array(z.string())),
  openDesign: z.optional(openDesign),
  askingSign: z.optional(askingSign),
  handedOut: z.optional(z.array(handedOut)),
  keptFields: z.optional(z.array(keptFields)),
  decidedChanges: z.optional(decidedChanges),
  secrets: knownSchema(z.array(fileSecret)),
  shippedFiles: knownSchema(z.array(shippedFiles)),
});

/**
 * What of it is stored: not the words of the code that may name packages, for any of them may be a
 * secret. And what requires what is found anew for a bill of materials.
 */
export function keptOf({ externalImports: _, ...analysis }: CodeAnalysis): CodeAnalysis {
  const { packages } = analysis;
  if (!packages.known) return analysis;
  const value = packages.value.map(({ requires: _, ...one }) => one);

  return { ...analysis, packages: { ...packages, value } };
}

/** What is known of an archive that cannot be read. */
export function unknownAnalysis({ reason }: { readonly reason: string }): CodeAnalysis {
  const nothing = unknown(reason);

  return {
    packages: nothing,
    unidentifiedBundles: nothing,
    weaknesses: nothing,
    sdkCalls: nothing,
    verifiesSignature: nothing,
    signingVariables: nothing,
    secrets: nothing,
    shippedFiles: nothing,
  };
}
