import { describe, expect, it } from 'vitest';
import { graveIn } from './twins.ts';

/** Only what lies in one of several folders is listed. */
const listed = (folders: string, given = 'FOLDERS') => `import os
FOLDERS = ${folders}
def within(requested, folders):
    path = os.path.realpath(requested)
    if not any(path.startswith(each) for each in folders):
        raise ValueError('elsewhere')
    return path
def handler(event, context):
    return os.listdir(within(event['p'], ${given}))
`;

describe('several begins of a path', () => {
  it.each(["{'/srv/a/', '/srv/b/'}", "['/srv/a/']", "('/srv/a/', '/srv/b/')"])(
    'are a guard: %s',
    (folders) => {
      expect(graveIn(listed(folders))).toEqual([]);
    },
  );

  it.each(["{'/srv/a/', '/'}", "['/srv/a/', '']", "('//',)"])(
    'are none where one of them is that of each path: %s',
    (folders) => {
      expect(graveIn(listed(folders))).toEqual(['path-traversal']);
      const own = listed(folders).replaceAll('folders', 'FOLDERS').replace(', FOLDERS)', ')');
      expect(graveIn(own.replace("event['p'], FOLDERS", "event['p']"))).toEqual(['path-traversal']);
    },
  );

  it('are none where the caller gives them', () => {
    expect(graveIn(listed("['/srv/a/']", "event['folders']"))).toEqual(['path-traversal']);
  });
});
