import {
  type BudgetsClient,
  paginateDescribeBudgetNotificationsForAccount,
  paginateDescribeBudgets,
} from '@aws-sdk/client-budgets';
import * as z from 'zod/mini';
import type { Budget } from '../../domain/spend-alarms.ts';
import type { SpendAlarmReaders } from '../../facts/account/spend-alarms.ts';
import { notFoundAsNone } from './not-found-as-none.ts';
import { listsOf } from './pages.ts';

/** More than AWS lets an account have without asking: a list without end is none. */
const MOST_BUDGETS = 20_000;

/**
 * Lists the budgets of an account, and which of them notify a subscriber. A threshold that has lost
 * its last subscriber is deleted with it. Source: "DeleteSubscriber" (AWS Budgets API Reference).
 *
 * Of an account without budgets, Budgets leaves the list out.
 */
export function accountBudgets(
  budgets: (region: string) => BudgetsClient,
): SpendAlarmReaders['budgets'] {
  return async (AccountId, region) => {
    const client = budgets(region);
    const listed = await orNone(() => budgetsOf(client, AccountId));
    if (listed.length === 0) return [];

    const alarms = new Map(await orNone(() => alarmsOf(client, AccountId)));
    return listed.map((budget) => budgetOf(budget, alarms.get(budget.BudgetName) ?? 0));
  };
}

async function budgetsOf(client: BudgetsClient, AccountId: string): Promise<readonly Listed[]> {
  const found: Listed[] = [];
  const pages = paginateDescribeBudgets({ client }, { AccountId, ShowFilterExpression: true });

  for await (const page of listsOf(pages, 'Budgets', 'NextToken', { mayBeAbsent: true })) {
    found.push(...budgetList.parse(page));
    refuseTooMany(found);
  }

  return found;
}

async function alarmsOf(
  client: BudgetsClient,
  AccountId: string,
): Promise<readonly (readonly [string, number])[]> {
  const found: (readonly [string, number])[] = [];
  const pages = paginateDescribeBudgetNotificationsForAccount({ client }, { AccountId });
  const lists = listsOf(pages, 'BudgetNotificationsForAccount', 'NextToken', { mayBeAbsent: true });

  for await (const page of lists) {
    const budgets = notificationList.parse(page);
    found.push(
      ...budgets.map(({ BudgetName, Notifications = [] }) => {
        const alarms = Notifications.filter(
          ({ ComparisonOperator }) => ComparisonOperator !== 'LESS_THAN',
        );
        return [BudgetName, alarms.length] as const;
      }),
    );
    refuseTooMany(found);
  }

  return found;
}

function refuseTooMany(found: readonly unknown[]): void {
  if (found.length > MOST_BUDGETS) throw new Error(`more than ${MOST_BUDGETS} budgets are listed`);
}

/** Of an account that never had any, Budgets says that there is nothing. */
async function orNone<T>(read: () => Promise<readonly T[]>): Promise<readonly T[]> {
  return (await notFoundAsNone(read, 'NotFoundException')) ?? [];
}

function budgetOf(listed: Listed, alarms: number): Budget {
  return {
    name: listed.BudgetName,
    type: listed.BudgetType,
    services: servicesOf(listed),
    endsAt: listed.TimePeriod?.End?.toISOString(),
    alarms,
  };
}

/** One that was made before filters were expressions has the older kind. */
function servicesOf({ CostFilters, FilterExpression }: Listed): readonly string[] | undefined {
  return CostFilters?.Service ?? servicesIn(FilterExpression);
}

/** A budget with an alternative or a negation is taken for one of all services. */
function servicesIn(expression: Expression | undefined): readonly string[] | undefined {
  const parts = [expression, ...(expression?.And ?? [])];
  const byService = parts.find((part) => part?.Dimensions?.Key === 'SERVICE');

  return byService?.Dimensions?.Values;
}

const simple = {
  Dimensions: z.optional(
    z.object({ Key: z.optional(z.string()), Values: z.optional(z.array(z.string())) }),
  ),
};
const expression = z.object({ ...simple, And: z.optional(z.array(z.object(simple))) });
interface Expression extends Simple {
  readonly And?: readonly Simple[] | undefined;
}
interface Simple {
  readonly Dimensions?:
    | { readonly Key?: string | undefined; readonly Values?: readonly string[] | undefined }
    | undefined;
}

const budgetList = z.array(
  z.object({
    BudgetName: z.string(),
    BudgetType: z.string(),
    CostFilters: z.optional(z.record(z.string(), z.array(z.string()))),
    FilterExpression: z.optional(expression),
    TimePeriod: z.optional(z.object({ End: z.optional(z.date()) })),
  }),
);
type Listed = z.infer<typeof budgetList>[number];

const notificationList = z.array(
  z.object({
    BudgetName: z.string(),
    Notifications: z.optional(z.array(z.object({ ComparisonOperator: z.string() }))),
  }),
);
