import { describe, expect, it, vi } from 'vitest';
import { announce } from '../../functions/app/announce.ts';
import type { Recipients } from '../../functions/app/ports.ts';
import type { Notification } from '../../functions/domain/notification/notification.ts';
import type { MainGets } from '../../functions/domain/routing.ts';
import { arnOf, stored } from '../domain/notification/samples.ts';
import { selectorOf } from '../domain/selectors.ts';

const urgent = new Set(['critical', 'high'] as const);

describe('announce', () => {
  it('publishes a batch in one message', async () => {
    const sent = recorded();
    const batch = ['a', 'b', 'c'].map((name) => stored('opened', { target: arnOf(name) }));

    const announced = await announce(
      [...batch, stored('opened', { severity: 'low' })],
      urgent,
      sent.to('all'),
    );

    expect(announced).toEqual({ transitions: 4, announced: 3 });
    expect(sent.names()).toEqual({ alerts: ['a', 'b', 'c'] });
  });

  it('publishes nothing when nothing is urgent', async () => {
    const sent = recorded();

    const announced = await announce(
      [stored('opened', { severity: 'low', owner: 'payments' })],
      urgent,
      sent.to('all'),
    );

    expect(announced).toEqual({ transitions: 1, announced: 0 });
    expect(sent.names()).toEqual({});
  });

  it.each<[MainGets, object]>([
    ['all', { alerts: ['ours', 'shared', 'theirs', 'unowned'] }],
    ['unrouted', { alerts: ['unowned'] }],
  ])('sends each route what is of its owners, and %s to the alerts', async (gets, main) => {
    const sent = recorded();

    await announce(
      [
        stored('opened', { target: arnOf('ours'), owner: 'payments' }),
        stored('opened', { target: arnOf('theirs'), owner: 'shop' }),
        stored('opened', { target: arnOf('shared'), owners: ['payments', 'shop'] }),
        stored('opened', { target: arnOf('unowned') }),
      ],
      urgent,
      sent.to(gets),
    );

    expect(sent.names()).toEqual({
      ...main,
      payments: ['ours', 'shared'],
      shop: ['shared', 'theirs'],
    });
    expect(new Set(sent.messages.map(({ id }) => id)).size).toBe(3);
  });

  it('sends to the others where a topic fails, and then has it all delivered again', async () => {
    const sent = recorded('payments');
    const both = ['payments', 'shop'].map((owner) =>
      stored('opened', { target: arnOf(owner), owner }),
    );

    await expect(announce(both, urgent, sent.to('all'))).rejects.toThrow('payments: no such topic');

    expect(sent.names()).toEqual({ alerts: ['payments', 'shop'], shop: ['shop'] });
  });
});

/** @param failing the route whose topic is gone. */
function recorded(failing?: string) {
  const messages: Notification[] = [];
  const publish = vi.fn(async (notification: Notification) => {
    if (failing !== undefined && notification.route === failing) throw new Error('no such topic');
    messages.push(notification);
  });

  return {
    messages,
    /** Names of what each is notified of, by route. */
    names: () =>
      Object.fromEntries(
        messages.map(({ route = 'alerts', changes }) => [
          route,
          changes.map(({ target }) => target.name).toSorted(),
        ]),
      ),
    to: (mainGets: MainGets): Recipients => ({
      main: publish,
      mainGets,
      routes: ['payments', 'shop'].map((name) => ({
        selector: selectorOf({ name, owners: [name] }),
        publish,
      })),
    }),
  };
}
