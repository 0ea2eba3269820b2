import { describe, expect, it } from 'vitest';
import {
  composed,
  type Piece,
} from '../../../../functions/engines/iam/right-size/composed-statements.ts';

type Because = Piece['reason']['because'];

const condition = { operator: 'StringEquals', key: 'aws:SourceVpc', values: ['vpc-1'] };
const other = { ...condition, values: ['vpc-2'] };
const reasons: Readonly<Record<Because, Piece['reason']>> = {
  code: { because: 'code', path: 'a', line: 1, operation: 'b' },
  platform: { because: 'platform', what: 'c' },
  along: { because: 'along', operation: 'd' },
  used: { because: 'used', at: 'e' },
  undecided: { because: 'undecided', why: 'f' },
};
const only = (...patterns: readonly string[]) => ({ scope: 'only' as const, patterns });
const allBut = (...patterns: readonly string[]) => ({ scope: 'all but' as const, patterns });

describe('statements', () => {
  it.each<[what: string, pieces: readonly Piece[], shown: readonly string[]]>([
    [
      'stand by what they are for, then by service, then by action',
      [
        piece('undecided', 'sns:*', only('x')),
        piece('used', 's3:GetObject', only('a')),
        piece('along', 's3:GetObject', only('b')),
        piece('platform', 's3:GetObject', only('c')),
        piece('code', 'sqs:SendMessage', only('d')),
        piece('code', 'sqs:SendMessage', only('i'), condition),
        piece('code', 's3:PutObject', only('e')),
        piece('code', 's3:GetObject', only('f')),
        piece('code', 's3:GetObject', only('h'), condition),
        piece('code', 'dynamodb:GetItem', only('g')),
      ],
      [
        'CodeDynamodb dynamodb:GetItem g',
        'CodeS3 s3:GetObject f',
        'CodeS3No2 s3:GetObject h',
        'CodeS3No3 s3:PutObject e',
        'CodeSqs sqs:SendMessage d',
        'CodeSqs2 sqs:SendMessage i',
        'PlatformS3 s3:GetObject c',
        'AlongS3 s3:GetObject b',
        'UsedS3 s3:GetObject a',
        'UndecidedSns sns:* x',
      ],
    ],
    [
      'have actions and resources in the order of their names',
      [
        piece('code', 's3:PutObject', only('b', 'a')),
        piece('code', 's3:GetObject', only('a')),
        piece('code', 's3:GetObject', only('b')),
      ],
      ['CodeS3 s3:GetObject s3:PutObject a b'],
    ],
    [
      'have an action once, however it is written',
      [piece('code', 'S3:GetObject', only('a')), piece('code', 's3:getobject', only('b'))],
      ['CodeS3 S3:GetObject a b'],
    ],
    ['are named for all services, too', [piece('undecided', '*', only('a'))], ['UndecidedAll * a']],
    [
      'give each resource to what says most of it',
      [piece('used', 's3:GetObject', only('a', 'b')), piece('code', 's3:GetObject', only('a'))],
      ['CodeS3 s3:GetObject a', 'UsedS3 s3:GetObject b'],
    ],
    [
      'name no resource that another takes in',
      [piece('code', 's3:GetObject', only('ab', 'a*', 'c'))],
      ['CodeS3 s3:GetObject a* c'],
    ],
    [
      'spare the same, in whichever order it stands',
      [
        piece('code', 's3:GetObject', allBut('a', 'b')),
        piece('used', 's3:GetObject', allBut('b', 'a')),
        piece('used', 's3:GetObject', allBut('c')),
      ],
      ['CodeS3 s3:GetObject but a b', 'UsedS3 s3:GetObject but c'],
    ],
  ])('%s', (_, pieces, shown) => {
    expect(shownOf(pieces)).toEqual(shown);
  });

  it('compare up to 200 resources with each other, and no more', () => {
    const texts = (count: number) => [
      'a*',
      ...Array.from({ length: count - 1 }, (_, at) => `a${at}`),
    ];
    const counted = (count: number) =>
      composed([piece('code', 's3:GetObject', only(...texts(count)))]).flatMap(
        ({ statement }) => statement.resources.patterns,
      ).length;

    expect([counted(200), counted(201)]).toEqual([1, 201]);
  });

  it('say each reason of each action once', () => {
    const twice = [
      piece('code', 's3:GetObject', only('a')),
      piece('code', 's3:GetObject', only('b')),
    ];

    expect(composed(twice).map((each) => each.reasons)).toEqual([
      [{ action: 's3:GetObject', reason: reasons.code }],
    ]);
  });
});

describe('what stays as it is granted', () => {
  const whole = piece('undecided', 's3:Get*', only('a*'));

  it.each<[what: string, kept: Piece, piece: Piece, isIn: boolean]>([
    ['takes in what has a reason', whole, piece('code', 's3:GetObject', only('ab', 'ac')), true],
    ['not another action', whole, piece('code', 's3:PutObject', only('ab')), false],
    ['not other resources', whole, piece('code', 's3:GetObject', only('b')), false],
    ['not some of the resources', whole, piece('code', 's3:GetObject', only('ab', 'b')), false],
    [
      'what has a condition more',
      whole,
      piece('code', 's3:GetObject', only('ab'), condition),
      true,
    ],
    [
      'not what has no condition, under one',
      piece('undecided', 's3:Get*', only('a*'), condition),
      piece('code', 's3:GetObject', only('ab')),
      false,
    ],
    [
      'not what has another condition',
      piece('undecided', 's3:Get*', only('a*'), condition),
      piece('code', 's3:GetObject', only('ab'), other),
      false,
    ],
    [
      'what has the same condition',
      piece('undecided', 's3:Get*', only('a*'), condition),
      piece('code', 's3:GetObject', only('ab'), condition),
      true,
    ],
    [
      'what spares the same',
      piece('undecided', 's3:*', allBut('a')),
      piece('code', 's3:GetObject', allBut('a'), condition),
      true,
    ],
    [
      'not what spares others',
      piece('undecided', 's3:*', allBut('a')),
      piece('code', 's3:GetObject', allBut('b')),
      false,
    ],
  ])('%s', (_, kept, one, isIn) => {
    expect(composed([one, kept])).toHaveLength(isIn ? 1 : 2);
  });

  it('takes in what is granted as it is, of however many', () => {
    const many = Array.from({ length: 201 }, (_, at) =>
      piece('undecided', `s3:*`, only(`a${at}b`)),
    );

    const statements = composed([...many, piece('code', 's3:GetObject', only('a200b'))]);

    expect(statements.map(({ statement: { sid } }) => sid)).not.toContain('CodeS3');
  });
});

function piece(
  because: Because,
  action: string,
  resources: Piece['resources'],
  ...conditions: Piece['conditions']
): Piece {
  return { action, resources, conditions, reason: reasons[because] };
}

function shownOf(pieces: readonly Piece[]): readonly string[] {
  return composed(pieces).map(({ statement: { sid, actions, resources } }) =>
    [
      sid,
      ...actions.patterns,
      ...(resources.scope === 'only' ? [] : ['but']),
      ...resources.patterns,
    ].join(' '),
  );
}
