import type { AttributeValue, DynamoDBRecord } from 'aws-lambda';
import { attempt } from '../../app/collectors.ts';
import type { StoredTransition } from '../../domain/notification/alert.ts';
import { parseTransition } from './finding-items.ts';

export interface StreamedTransitions {
  /** In the order in which they happened. */
  readonly transitions: readonly StoredTransition[];
  /** Why records could not be read. They stop none of the others; the digest names their rows. */
  readonly unreadable: readonly string[];
}

/**
 * The transitions that a batch of the findings table's stream brings. What is deleted, coverage,
 * and findings that were touched but not changed are none.
 *
 * @throws when the stream does not bring what a row became: nothing of it can be read then.
 */
export async function transitionsIn(
  records: readonly DynamoDBRecord[],
): Promise<StreamedTransitions> {
  const transitions: StoredTransition[] = [];
  const unreadable: string[] = [];

  for (const image of records.flatMap(changedImage)) {
    const read = await attempt(() => parseTransition(plain({ M: image })));

    if (read.known) transitions.push(storedTransition(read.value));
    else unreadable.push(read.reason);
  }
  return { transitions, unreadable };
}

function changedImage({ eventName, dynamodb }: DynamoDBRecord): readonly Image[] {
  const { NewImage, OldImage } = dynamodb ?? {};
  if (eventName === 'REMOVE') return [];
  if (!NewImage) throw new Error('A record of the stream has no new image: set its view type');

  return NewImage.transition && !isUnchanged(NewImage, OldImage) ? [NewImage] : [];
}

function storedTransition({
  transition: kind,
  quiet = false,
  ...finding
}: ReturnType<typeof parseTransition>): StoredTransition {
  return { kind, finding, quiet };
}

type Image = Record<string, AttributeValue>;

/** A finding changes at most once a moment, so these two identify a change. */
function isUnchanged(now: Image, before: Image | undefined): boolean {
  return isSame(now.changedAt, before?.changedAt) && isSame(now.transition, before?.transition);
}

function isSame(now: AttributeValue | undefined, before: AttributeValue | undefined): boolean {
  return now?.S !== undefined && now.S === before?.S;
}

/** As the document client would read it; our items have no other types than these. */
function plain({ S, N, BOOL, NULL, L, M }: AttributeValue): unknown {
  if (S !== undefined) return S;
  if (N !== undefined) return Number(N);
  if (BOOL !== undefined) return BOOL;
  if (NULL !== undefined) return null;
  if (L !== undefined) return L.map(plain);
  if (M !== undefined) {
    return Object.fromEntries(Object.entries(M).map(([name, value]) => [name, plain(value)]));
  }

  throw new Error('A record of the stream has an attribute of a type that no finding has');
}
