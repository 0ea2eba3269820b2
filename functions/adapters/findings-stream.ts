import type { AttributeValue, DynamoDBRecord } from 'aws-lambda';
import type { StoredTransition } from '../domain/message/alert.ts';
import { parseTransition } from './finding-items.ts';

/**
 * The transitions that a batch of the findings table's stream tells of, in their order. What is
 * deleted, coverage, and findings that were touched but not changed are none.
 *
 * @throws when a record cannot be read: Lambda then splits the batch until that one stands alone.
 */
export function transitionsIn(records: readonly DynamoDBRecord[]): readonly StoredTransition[] {
  return records.flatMap(({ eventName, dynamodb }) => {
    const { NewImage, OldImage } = dynamodb ?? {};
    if (eventName === 'REMOVE') return [];
    if (!NewImage) throw new Error('A record of the stream has no new image: set its view type');
    if (!NewImage.transition || isUnchanged(NewImage, OldImage)) return [];

    const { transition: kind, quiet = false, ...finding } = parseTransition(plain({ M: NewImage }));
    return [{ kind, finding, quiet }];
  });
}

type Image = Record<string, AttributeValue>;

/** A finding changes at most once a moment, so these two tell its changes apart. */
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
