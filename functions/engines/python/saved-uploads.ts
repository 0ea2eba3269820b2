import type { Fact } from './entry.ts';
import { type FieldPath, itself, under } from './field-path.ts';
import type { Flow } from './flow.ts';
import type { AnyNode, Call } from './syntax.ts';

/** Of a path: that what the file holds is (of) the event, and not the path. No code has such a key. */
const itsContent = '\u0001content';

export function isOfContent([first]: FieldPath): boolean {
  return first === itsContent;
}

/** `file.save(path)` of an upload: who reads the file reads what a caller sent, however the path was made. */
export function keepContent(flow: Flow, call: Call, names: readonly string[], fact: Fact): void {
  const [target] = call.arguments;
  const isUpload = names.some((name) => /^(?:flask|quart)\.request\b.*\.save$/.test(name));

  if (isUpload && target?.value.type === 'Name' && target.spread === '') {
    flow.bind(target.value, under(itsContent, itself), fact, call);
  }
}

/** Whether what stands around a path hands it on as it is. */
export function keepsContent({ type }: AnyNode): boolean {
  return type === 'Argument' || type === 'Assign' || type === 'NamedValue' || type === 'Return';
}

/** Whether a call of a package makes an archive of the file: its names are those of the content. */
export function opensArchive(name: string): boolean {
  return name === 'tarfile.open' || name === 'tarfile.TarFile';
}
