import type { Evidence } from '../../core/evidence.ts';
import { lastUpTo, type Place, TextPlaces, wayTo } from '../flow/index.ts';
import type { CodeLine } from '../secrets/index.ts';
import type { Fact, Note } from './entry.ts';
import { parentOf, scopeOf } from './scope.ts';
import { type AnyNode, memberName } from './syntax.ts';

/** Finds places of nodes in the texts that they were read from, and whose they are. */
export class Places {
  readonly #texts: TextPlaces;
  readonly #heads = new Map<string, readonly Head[]>();
  readonly #mixed = new Map<string, boolean>();

  constructor(texts: ReadonlyMap<string, string>) {
    this.#texts = new TextPlaces(texts);
  }

  of(node: AnyNode): Place {
    return this.#texts.at(scopeOf(node).file, node.start);
  }

  /** Of a node as it is written, on one line, of at most some characters. */
  textOf(node: AnyNode, most: number): string {
    const text = this.#texts.textOf(scopeOf(node).file);
    const end = Math.min(node.end, node.start + 4 * most);
    const line = text.slice(node.start, end).replaceAll(/\s+/g, ' ');

    return line.length > most ? `${line.slice(0, most - 1)}…` : line;
  }

  /** The line that a node starts on, and where on it. */
  lineOf(node: AnyNode): CodeLine {
    const place = this.of(node);

    return { text: this.#texts.lineOf(place), column: place.column, comment: '//' };
  }

  /**
   * Whether a file holds what packages wrote, with nothing that says where: it was made smaller, or a
   * bundler put no names between the files.
   */
  isMixed(path: string): boolean {
    const known = this.#mixed.get(path);
    if (known !== undefined) return known;

    const text = this.#texts.textOf(path);
    const lines = this.#texts.countLines(path);
    const isMinified = text.length > 20_000 && text.length / lines > 300;
    const isBundle = text.length > 300_000 || text.includes('__webpack_require__');
    const isMixed = isMinified || (isBundle && !this.#headsOf(path).some((head) => head.isPackage));
    this.#mixed.set(path, isMixed);
    return isMixed;
  }

  /** Whether it stands in a part of a bundle that has the name of a package's file, as its head or its id. */
  isInPackage(node: AnyNode): boolean {
    const heads = this.#headsOf(scopeOf(node).file);
    const head = heads[lastUpTo(heads, node.start, ({ start }) => start)];

    return head?.isPackage || idOfPackage(node) !== undefined;
  }

  /** Whether the file that it stands in, as a bundler has headed it, is one of this package. */
  isInPackageNamed(node: AnyNode, name: string): boolean {
    const heads = this.#headsOf(scopeOf(node).file);
    const head = heads[lastUpTo(heads, node.start, ({ start }) => start)];

    return head?.name.includes(`node_modules/${name}/`) ?? false;
  }

  /** The package whose file it stands in, as a bundler has headed it; undefined of all else. */
  packageOf(node: AnyNode): string | undefined {
    const heads = this.#headsOf(scopeOf(node).file);
    const head = heads[lastUpTo(heads, node.start, ({ start }) => start)];
    const name = head?.isPackage ? head.name : idOfPackage(node);

    return name === undefined ? undefined : nameOfPackage(name);
  }

  /** The packages of which a bundler has put files into one. */
  packagesIn(path: string): ReadonlySet<string> {
    return new Set(
      this.#headsOf(path).flatMap(
        ({ name, isPackage }) => (isPackage && nameOfPackage(name)) || [],
      ),
    );
  }

  /** Comments at the begin of a line, as bundlers head each file that they put into one. */
  #headsOf(path: string): readonly Head[] {
    const known = this.#heads.get(path);
    if (known) return known;

    const lines = this.#texts.textOf(path).matchAll(/^\/\/ .*/gm);
    const heads = Array.from(lines).flatMap(({ index, 0: line }): readonly Head[] => {
      const name = line.slice('// '.length).trimEnd();
      return isFileName(name) ? [{ start: index, name, isPackage: isOfPackage(name) }] : [];
    });
    this.#heads.set(path, heads);
    return heads;
  }
}

/** `{ "node_modules/pg/lib/index.js"(exports, module) {…} }`, as esbuild and webpack name modules. */
function idOfPackage(node: AnyNode): string | undefined {
  for (let at: AnyNode | undefined = node; at; at = parentOf(at)) {
    if (at.type !== 'Property') continue;
    const id = memberName(at) ?? '';
    if (isOfPackage(id)) return id;
  }
  return undefined;
}

/** Not what a package's author says of the code below. */
function isFileName(comment: string): boolean {
  if (!comment.includes(' ')) return /[./:]/.test(comment);

  return comment.includes('/') && /\.[cm]?[jt]sx?$/.test(comment);
}

/** The innermost. */
function nameOfPackage(file: string): string | undefined {
  const folder = 'node_modules/';
  const at = file.lastIndexOf(folder);
  const [scope = '', name] = at < 0 ? [] : file.slice(at + folder.length).split('/');

  return scope.startsWith('@') ? `${scope}/${name}` : scope || undefined;
}

function isOfPackage(file: string): boolean {
  return file.startsWith('node_modules/') || file.includes('/node_modules/');
}

interface Head {
  /** In UTF-16 units, from 0. */
  readonly start: number;
  readonly name: string;
  readonly isPackage: boolean;
}

/** The way from the event, if it came there, to the sink. */
export function evidenceOf(fact: Fact | undefined, end: Note, places: Places): readonly Evidence[] {
  return wayTo(end, fact, (node) => places.of(node));
}
