import type { FeatureKind } from './feature-kinds.ts';

/**
 * Called for each feature.
 *
 * @param hash of kind and content. 32 bits, unsigned.
 * @param isLoose whether it is there or not as the bundler likes.
 */
export type OnFeature = (
  kind: FeatureKind,
  hash: number,
  content: string,
  isLoose?: boolean,
) => void;

/** Of one function: sums, so that their order does not count. */
export class FunctionTokens {
  readonly #said = new Sum();
  readonly #done = new Sum();
  readonly #details = new Sum();
  readonly #literals = new Sum();
  readonly #inner = new Sum();
  readonly #imports = new Sum();
  #hasImports = false;
  #hasImportsWithin = false;

  add(hash: number): void {
    this.#said.add(hash);
  }

  addDeed(hash: number): void {
    this.#done.add(hash);
  }

  addDetail(hash: number): void {
    this.#details.add(hash);
  }

  addLiteral(hash: number): void {
    this.#literals.add(hash);
  }

  /** What refers to another package. @param names as some bundlers read them of it; others do not. */
  addImport(names: readonly number[]): void {
    this.#hasImports = true;
    for (const name of names) this.#imports.add(name);
  }

  /** What only the whole has. */
  addInner(hash: number): void {
    this.#inner.add(hash);
  }

  /** A function within this one. */
  include(inner: FunctionTokens): void {
    if (inner.#hasImports || inner.#hasImportsWithin) this.#hasImportsWithin = true;
    for (const sum of [inner.#said, inner.#done, inner.#details, inner.#inner]) {
      this.#inner.include(sum);
    }
  }

  emit(onFeature: OnFeature): void {
    const marked: OnFeature = (kind, hash, content) =>
      onFeature(kind, hash, content, this.#hasImports);
    this.#emitAs(this.#said, marked);
    if (this.#imports.count === 0) return;

    const said = new Sum();
    for (const sum of [this.#said, this.#imports]) said.include(sum);
    this.#emitAs(said, marked);
  }

  /** What says little is said by many. */
  #emitAs(said: Sum, onFeature: OnFeature): void {
    const saidHash = said.hash();
    const done = mixed(saidHash ^ mixed(this.#done.hash()));
    const detail = mixed(done ^ mixed(this.#details.hash() ^ DETAIL));
    const count = said.count + this.#done.count;

    if (said.count >= FEWEST_TOKENS) onFeature('function', saidHash, '');
    if (count >= FEWEST_DEEDS) onFeature('shape', done, '');
    if (count >= FEWEST_DEEDS) onFeature('detail', detail, '');
    this.#emitWhole(said, detail, onFeature);
    this.#emitLiterals(said, detail, onFeature);
  }

  /** Where it says more than the details do. */
  #emitWhole(said: Sum, detail: number, onFeature: OnFeature): void {
    const count = said.count + this.#done.count + this.#details.count;
    const isSmall = said.count + this.#done.count < FEWEST_DEEDS;
    if (this.#hasImportsWithin || (this.#inner.count === 0 && !isSmall)) return;

    if (count + this.#inner.count >= FEWEST_OF_WHOLE && said.count >= FEWEST_SAID_OF_WHOLE) {
      onFeature('whole', mixed(detail ^ mixed(this.#inner.hash() ^ WHOLE)), '');
    }
  }

  /** What is given says as much as what is done. */
  #emitLiterals(said: Sum, detail: number, onFeature: OnFeature): void {
    const count = said.count + this.#done.count + this.#literals.count;
    if (this.#literals.count === 0 || said.count < FEWEST_SAID_OF_WHOLE) return;

    if (count >= FEWEST_DEEDS) {
      onFeature('fine', mixed(detail ^ mixed(this.#literals.hash() ^ FINE)), '');
    }
  }
}

/** Keeps what has no details from looking like its own shape. */
const DETAIL = 0x5bd1e995;
const WHOLE = 0x1b873593;
const FINE = 0xcc9e2d51;

class Sum {
  count = 0;
  #sum = 0;
  #squares = 0;

  add(hash: number): void {
    this.count += 1;
    this.#sum = (this.#sum + hash) | 0;
    this.#squares = (this.#squares + Math.imul(hash, hash | 1)) | 0;
  }

  include(other: Sum): void {
    this.count += other.count;
    this.#sum = (this.#sum + other.#sum) | 0;
    this.#squares = (this.#squares + other.#squares) | 0;
  }

  hash(): number {
    return mixed(this.#sum ^ mixed(this.#squares ^ this.count));
  }
}

const FEWEST_TOKENS = 4;
const FEWEST_DEEDS = 8;
const FEWEST_OF_WHOLE = 6;
const FEWEST_SAID_OF_WHOLE = 2;

/** Spreads what differs over all bits. The finaliser of MurmurHash3. */
export function mixed(value: number): number {
  let hash = value;
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);

  return (hash ^ (hash >>> 16)) >>> 0;
}
