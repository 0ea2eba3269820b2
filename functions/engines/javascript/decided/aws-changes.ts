import type { DecidedKind, DecidedPart } from '../../../core/decided-change.ts';
import type { SdkCall } from '../../../core/sdk-calls.ts';
import { statementChange } from '../../signatures/index.ts';
import { objectsOf, optionIn, textOf } from '../options.ts';
import { type AnyNode, type CallNode, childrenOf, isCall, memberName } from '../syntax.ts';
import { isAskedForAnswer } from './asked-functions.ts';
import { awsRows } from './aws-rows.ts';
import type { Change } from './change.ts';
import type { ChangeReaders } from './change-readers.ts';
import { saysMore } from './decided-value.ts';
import { isFixedText } from './fixed-texts.ts';
import { isFoundByToken } from './found-by-token.ts';
import { writtenBy } from './given-fields.ts';
import { isHarmlessUpdate } from './harmless-updates.ts';
import { isOfOwnConnection } from './own-connections.ts';
import { isNoteOfTopic } from './owners-notes.ts';
import { isPutBack } from './put-back.ts';
import { isProof } from './refusals.ts';
import { takesAttribute, takesGroup, takesRole } from './rights-taken.ts';
import { sqlIn } from './sql-in.ts';
import { isOfEach } from './to-each.ts';
import { WrittenKeys } from './written-keys.ts';

/** Knows which calls of AWS a request decides, and how. */
export class AwsChanges {
  readonly #of: ChangeReaders;
  readonly #keys: WrittenKeys;

  constructor(of: ChangeReaders) {
    this.#of = of;
    this.#keys = new WrittenKeys(of);
  }

  of(
    call: CallNode,
    { service, operation }: Pick<SdkCall, 'service' | 'operation'>,
  ): Change | undefined {
    const called = `${service}:${operation}`;
    const settings = call.arguments.slice(0, MOST_GIVEN);
    if (service === 'dynamodb') return this.#ofTable(call, operation, called);
    if (service === 'rds-data')
      return this.#ofStatement(call, called, ['sql'], ['parameters', 'parameterSets']);
    if (
      service === 'cognito-idp' &&
      settings.some((given) => this.#takesRightsOfCognito(given, operation))
    )
      return { kind: 'changes', call: called, by: 'rights', node: call };
    for (const row of awsRows(service, operation)) {
      for (const given of settings) {
        const by = row.parts.find(([path, part]) => this.#isDecided(given, path, part, row.kind));
        if (
          by &&
          !this.#isExcused(row.kind, service, given) &&
          !this.#isAside(call, service, by[1], given)
        ) {
          const isBlind = row.kind === 'replaces' && by[1] === 'key' && this.#isSent(given, by[0]);
          return {
            kind: row.kind,
            call: called,
            by: by[1],
            node: call,
            ...(isBlind && { isBlind }),
            ...(this.#isFixed(call, service, by[1]) && { isFixed: true }),
            onlyBy: this.#of.data.of(given)?.onlyBy,
          };
        }
      }
    }
    if (called === 's3:PutObject')
      return this.#ofUpload(call, called) ?? this.#ofFixed(call, called);

    return /^SendRawEmail$|^SendEmail$/.test(operation)
      ? (this.#ofRawMail(call, called) ?? this.#ofMailToEach(call, called))
      : undefined;
  }

  /** A mail or a short message that the code itself writes, to whom the request names. */
  #isFixed(call: CallNode, service: string, by: DecidedPart): boolean {
    return by === 'recipient' && /^(?:ses|sesv2|sns)$/.test(service) && isFixedText(call, this.#of);
  }

  /** What the request says, to each of those whom the code keeps. */
  #ofMailToEach(call: CallNode, called: string): Change | undefined {
    const { data, values } = this.#of;
    const isToEach = call.arguments.slice(0, MOST_GIVEN).some((given) => {
      const to = optionIn(values, given, 'Destination');
      const said = ['Message', 'Content'].flatMap((name) => data.of(given, [name]) ?? []);
      return said.some(saysMore) && to && isOfEach(to, data.sites);
    });

    return isToEach ? { kind: 'sends', call: called, by: 'content', node: call } : undefined;
  }

  /** A group or a role of a user of Cognito that the request names. */
  #takesRightsOfCognito(given: AnyNode, operation: string): boolean {
    if (operation === 'AdminAddUserToGroup') return takesGroup(given, this.#of);

    return (
      /^(?:SignUp|AdminCreateUser|AdminUpdateUserAttributes)$/.test(operation) &&
      takesAttribute(given, this.#of)
    );
  }

  /** `To: ${body.to}` of a message that is written out. */
  #ofRawMail(call: CallNode, called: string): Change | undefined {
    const { data } = this.#of;
    const pending: AnyNode[] = [...call.arguments];
    const seen = new Set<AnyNode>();

    for (let node = pending.pop(); node && seen.size < MOST_NODES; node = pending.pop()) {
      if (seen.has(node)) continue;
      seen.add(node);
      const isTo =
        node.type === 'TemplateLiteral' &&
        node.expressions.some(
          (each, index) =>
            /(?:^|\n)(?:to|cc|bcc):[ \t]{0,5}$/i.test(
              (node.quasis[index]?.value.cooked ?? '').slice(-LONGEST_HEAD),
            ) && data.of(each)?.isSent,
        );
      if (isTo) return { kind: 'sends', call: called, by: 'recipient', node: call };
      pending.push(...(node.type === 'Identifier' ? writtenBy(node) : childrenOf(node)));
    }
    return undefined;
  }

  /** Under a new name in a folder that the request names: `${body.user}/${uuid()}`. */
  #ofUpload(call: CallNode, called: string): Change | undefined {
    const { data, values } = this.#of;
    const isUpload = call.arguments.slice(0, MOST_GIVEN).some((given) => {
      const key = optionIn(values, given, 'Key');
      const written = key ? [key, ...writtenBy(key)] : [];
      return data.of(given, ['Body']) && written.some((each) => this.#hasFolder(each));
    });

    return isUpload ? { kind: 'changes', call: called, by: 'content', node: call } : undefined;
  }

  /** All that is sent, in the place of the one object of that name. */
  #ofFixed(call: CallNode, called: string): Change | undefined {
    const { values, caller, data } = this.#of;
    const isReplaced = call.arguments.slice(0, MOST_GIVEN).some((given) => {
      const body = optionIn(values, given, 'Body');
      return (
        textOf(optionIn(values, given, 'Key')) !== undefined &&
        body &&
        caller.isWhole(body) &&
        data.of(body)
      );
    });

    return isReplaced ? { kind: 'replaces', call: called, by: 'content', node: call } : undefined;
  }

  #hasFolder(key: AnyNode): boolean {
    return (
      key.type === 'TemplateLiteral' &&
      key.expressions.some(
        (each, index) =>
          (key.quasis[index + 1]?.value.cooked ?? '').includes('/') &&
          this.#of.data.of(each)?.isSent,
      )
    );
  }

  #isSent(given: AnyNode, path: readonly string[]): boolean {
    return this.#of.data.of(given, path)?.isSent === true;
  }

  /** By what is no name that the code makes anew. */
  #isDecided(
    given: AnyNode,
    path: readonly string[],
    part: DecidedPart,
    kind: DecidedKind,
  ): boolean {
    const decided = this.#of.data.of(given, path);
    if (!decided) return false;
    if (part === 'content') return kind !== 'sends' || saysMore(decided);
    const node = nodeAt(this.#of, given, path);

    return !node || !this.#of.fresh.has(node);
  }

  /** To the connection that asks, by its own id; and about something new, by an id of its own. */
  #isExcused(kind: DecidedKind, service: string, given: AnyNode): boolean {
    if (kind === 'sends' && queues.test(service)) return this.#isAboutNew(given);
    // A line of a log, by fields that the code lists.
    if (/^(?:kinesis|firehose)$/.test(service)) return !this.#isAllSent(given);
    if (kind !== 'sends' || service !== 'apigatewaymanagementapi') return false;
    const id = optionIn(this.#of.values, given, 'ConnectionId');

    if (id === undefined) return false;
    // A whole event is no id of a connection: it is what the id is read of.
    return this.#of.caller.contextField(id) === 'connectionId' || this.#of.data.of(id)?.depth === 0;
  }

  /** What is said is a note to those of a topic, or what another function is asked. */
  #isAside(call: CallNode, service: string, by: DecidedPart, given: AnyNode): boolean {
    const { values } = this.#of;
    if (by !== 'content') return false;

    return service === 'sns'
      ? isNoteOfTopic(given, values)
      : service === 'lambda' && isAskedForAnswer(call, given, values);
  }

  #isAllSent(given: AnyNode): boolean {
    const { values, caller } = this.#of;
    const record = optionIn(values, given, 'Record') ?? given;
    const data = optionIn(values, record, 'Data');

    return data === undefined || caller.isWhole(data);
  }

  /** `MessageBody: JSON.stringify({ id: uuid(), productId: body.productId })` */
  #isAboutNew(given: AnyNode): boolean {
    const { values, fresh } = this.#of;
    const messages = ['MessageBody', 'Message'].flatMap(
      (name) => optionIn(values, given, name) ?? [],
    );
    const items = messages
      .flatMap((each): readonly AnyNode[] => (isCall(each) ? each.arguments : [each]))
      .flatMap((each) => objectsOf(values, each));

    return (
      items.length > 0 &&
      items.every(
        ({ properties }) =>
          properties.every(({ type }) => type === 'Property') &&
          properties.some(
            (each) =>
              each.type === 'Property' &&
              /^id$|Id$|_id$/.test(memberName(each) ?? '') &&
              fresh.has(each.value),
          ),
      )
    );
  }

  #ofTable(call: CallNode, operation: string, called: string): Change | undefined {
    const [given] = call.arguments;
    if (!given) return undefined;
    if (this.#isProved(given) || isOfOwnConnection(given, operation, this.#of)) return undefined;
    const change = (kind: DecidedKind, by: DecidedPart, isBlind = false): Change => ({
      kind,
      call: called,
      by,
      node: call,
      ...(isBlind && { isBlind }),
    });
    switch (operation) {
      case 'DeleteItem':
        return this.#hasKey(given)
          ? { ...change('removes', 'key'), ...this.#saidIn(given) }
          : undefined;
      case 'UpdateItem':
        return this.#hasKey(given) && !isHarmlessUpdate(given, this.#of)
          ? { ...change('changes', 'key'), ...this.#saidIn(given) }
          : undefined;
      case 'PutItem': {
        const item = optionIn(this.#of.values, given, 'Item');
        const put = this.#keys.putIn(given, ['Item'], item);
        if (item && put?.isSent === false && isPutBack(item, this.#of.values)) return undefined;
        const condition = optionIn(this.#of.values, given, 'ConditionExpression');
        if (takesRole(item, this.#of)) return change('changes', 'rights');
        if (!put && !condition && this.#keys.isTheOne(given)) return change('replaces', 'content');
        if (!put || /attribute_not_exists/i.test(textOf(condition) ?? '')) return undefined;
        return {
          ...change('replaces', 'key', put.isSent && condition === undefined),
          onlyBy: put.onlyBy,
        };
      }
      case 'BatchWriteItem':
      case 'TransactWriteItems':
        return this.#ofMany(given, change);
      case 'ExecuteStatement':
        return this.#ofStatement(call, called, ['Statement'], ['Parameters']);
      default:
        return undefined;
    }
  }

  /** `ConditionExpression: 'editToken = :token'`, and what is there by a token alone. */
  #isProved(given: AnyNode): boolean {
    const { values, data } = this.#of;
    if (isFoundByToken(objectsOf(values, optionIn(values, given, 'Key')), data)) return true;
    const condition = textOf(optionIn(values, given, 'ConditionExpression'));
    if (condition === undefined) return false;
    const said = data.of(given, ['ExpressionAttributeValues'])
      ? this.#comparedIn(given, condition)
      : [];
    const key = data.of(given, ['Key'])?.fields ?? [];

    return (
      said.some(isProof) ||
      (/attribute_exists/i.test(condition) && key.length > 0 && key.every(isProof))
    );
  }

  /** The fields of the request that a condition compares by `=`. */
  #comparedIn(given: AnyNode, condition: string): readonly string[] {
    return [...condition.slice(0, LONGEST_CONDITION).matchAll(/=\s{0,5}(:\w{1,60})/g)].flatMap(
      ([, name = '']) => this.#of.data.of(given, ['ExpressionAttributeValues', name])?.fields ?? [],
    );
  }

  /** A statement that changes, with what the request says in it or beside it. */
  #ofStatement(
    call: CallNode,
    called: string,
    texts: readonly string[],
    values: readonly string[],
  ): Change | undefined {
    const [given] = call.arguments;
    const [kind] = texts.flatMap((name) => {
      const statement = optionIn(this.#of.values, given, name);
      return statement ? (statementChange(sqlIn(statement) ?? '')?.kind ?? []) : [];
    });
    const isDecided =
      given && [...texts, ...values].some((name) => this.#of.data.of(given, [name]));

    return kind && isDecided ? { kind, call: called, by: 'filter', node: call } : undefined;
  }

  /** Without its key, nothing is changed: the call fails. */
  #saidIn(given: AnyNode): Pick<Change, 'fields' | 'onlyBy'> {
    const { fields = [], onlyBy } = this.#of.data.of(given, ['Key']) ?? {};

    return { fields, onlyBy };
  }

  #hasKey(given: AnyNode): boolean {
    const key = optionIn(this.#of.values, given, 'Key');

    return this.#of.data.of(given, ['Key']) !== undefined && !(key && this.#isFreshKey(key));
  }

  #isFreshKey(key: AnyNode): boolean {
    return objectsOf(this.#of.values, key).some(({ properties }) =>
      properties.some((each) => each.type === 'Property' && this.#of.fresh.has(each.value)),
    );
  }

  /** Each write of a batch or a transaction, as far as its literal is seen. */
  #ofMany(
    given: AnyNode,
    change: (kind: DecidedKind, by: DecidedPart, isBlind?: boolean) => Change,
  ): Change | undefined {
    for (const [name, value] of this.#keys.writesIn(given)) {
      if (/^Delete/.test(name) && this.#hasKey(value)) return change('removes', 'key');
      if (name === 'Update' && this.#hasKey(value) && !isHarmlessUpdate(value, this.#of))
        return change('changes', 'key');
      const condition = textOf(optionIn(this.#of.values, value, 'ConditionExpression')) ?? '';
      if (!/^Put/.test(name) || /attribute_not_exists/i.test(condition)) continue;
      if (this.#keys.putIn(value, ['Item'], optionIn(this.#of.values, value, 'Item')))
        return change('replaces', 'key');
    }
    return undefined;
  }
}

function nodeAt(
  { values }: ChangeReaders,
  given: AnyNode,
  path: readonly string[],
): AnyNode | undefined {
  return path.reduce<AnyNode | undefined>((at, field) => at && optionIn(values, at, field), given);
}

const queues = /^(?:sqs|sns)$/;

const MOST_GIVEN = 3;
const MOST_NODES = 120;
const LONGEST_CONDITION = 500;
const LONGEST_HEAD = 40;
