import { parentOf } from '../scope.ts';
import { type AnyNode, type CallNode, childrenOf, isCall, isFunction } from '../syntax.ts';
import { type AskedOutcomes, plainly } from './asked-outcomes.ts';
import { isAsync } from './awaited.ts';
import { rejectionOf } from './call-ends.ts';
import { endsInTime } from './ends-in-time.ts';
import type { Frame } from './frame.ts';
import { isUnsetWhere } from './unset.ts';
import { leaves } from './verification.ts';

/** Knows which test has been passed where some code of a function runs. */
export class Guarded {
  readonly #outcomes: AskedOutcomes;
  readonly #scans = new Map<AnyNode, Map<Frame | undefined, Scan>>();

  constructor(outcomes: AskedOutcomes) {
    this.#outcomes = outcomes;
  }

  /** By the conditions around it, and those before it that others have left at. */
  before(node: AnyNode, frame: Frame | undefined): AnyNode | undefined {
    for (let at = node, up = parentOf(at); up && !isFunction(at); at = up, up = parentOf(at)) {
      const passed = this.#around(up, at, frame);
      if (passed) return passed;
      if (isFunction(up)) return undefined;
    }
    return undefined;
  }

  #around(up: AnyNode, at: AnyNode, frame: Frame | undefined): AnyNode | undefined {
    if (up.type === 'IfStatement' && up.test !== at) {
      return this.#where(up.consequent === at, up.test, frame);
    }
    const statements: readonly AnyNode[] =
      up.type === 'BlockStatement' ? up.body : up.type === 'SwitchCase' ? up.consequent : [];
    return this.#scanned(up, statements, at.start, frame);
  }

  /** Each block is gone through once. */
  #scanned(
    block: AnyNode,
    statements: readonly AnyNode[],
    until: number,
    frame: Frame | undefined,
  ): AnyNode | undefined {
    const ofBlock = this.#scans.get(block) ?? new Map<Frame | undefined, Scan>();
    const scan: Scan = ofBlock.get(frame) ?? { next: 0, passed: undefined, end: 0 };
    this.#scans.set(block, ofBlock.set(frame, scan));

    while (!scan.passed) {
      const statement = statements[scan.next];
      if (!statement || statement.end > until) break;
      scan.next += 1;
      const passed = this.#after(statement, frame);
      if (passed && !scan.passed) Object.assign(scan, { passed, end: statement.end });
    }
    return scan.end <= until ? scan.passed : undefined;
  }

  /** At the end of a block. */
  through(block: AnyNode, frame: Frame | undefined): AnyNode | undefined {
    return block.type === 'BlockStatement'
      ? this.#scanned(block, block.body, block.end, frame)
      : this.#after(block, frame);
  }

  #after(statement: AnyNode, frame: Frame | undefined): AnyNode | undefined {
    switch (statement.type) {
      case 'IfStatement': {
        const { test, consequent, alternate } = statement;
        if (leaves(consequent)) return this.#where(false, test, frame);
        if (alternate) return leaves(alternate) ? this.#where(true, test, frame) : undefined;
        // `if (KEY) { if (given !== KEY) return false; }`
        return isUnsetWhere(false, test, this.#outcomes.verdicts.values)
          ? this.through(consequent, frame)
          : undefined;
      }
      case 'TryStatement': {
        const { block, handler } = statement;
        return !handler || leaves(handler.body) ? this.through(block, frame) : undefined;
      }
      case 'BlockStatement':
        return this.through(statement, frame);
      case 'ExpressionStatement':
      case 'VariableDeclaration':
        return this.#rejectedIn(statement, frame);
      default:
        return undefined;
    }
  }

  #where(isTrue: boolean, test: AnyNode, frame: Frame | undefined): AnyNode | undefined {
    const passed = this.#outcomes.passedWhere(isTrue, test, { ...plainly, frame });

    return passed === 'never' ? undefined : passed;
  }

  /** A call that surely runs and throws where a credential is wrong. */
  #rejectedIn(statement: AnyNode, frame: Frame | undefined): AnyNode | undefined {
    const pending = [statement];

    for (
      let at = pending.pop(), steps = 0;
      at && steps < MOST_NODES;
      at = pending.pop(), steps += 1
    ) {
      if (isFunction(at) || /^(?:Logical|Conditional)Expression$/.test(at.type)) continue;
      if (isCall(at)) {
        const passed = this.#rejectedBy(at, frame);
        if (passed) return passed;
      }
      pending.push(...childrenOf(at));
    }
    return undefined;
  }

  #rejectedBy(call: CallNode, frame: Frame | undefined): AnyNode | undefined {
    const { verdicts } = this.#outcomes;
    const rejecting = rejectionOf(call, verdicts, frame);
    if (rejecting && rejecting !== 'perhaps') return endsInTime(call, rejecting) ? call : undefined;
    const own = verdicts.ownFunctions(call.callee);
    const proofs = own.map((of) => {
      const inner = verdicts.frameOf(of, call, frame);
      const isWaited = !isAsync(of) || endsInTime(call, 'throws');
      return inner && isWaited && of.body.type === 'BlockStatement' && !mayReturn(of.body)
        ? this.through(of.body, inner)
        : undefined;
    });

    return proofs.every((proof) => proof !== undefined) ? proofs[0] : undefined;
  }

  /** Whether a function surely leaves before its end. */
  endsBefore(body: AnyNode): boolean {
    if (leaves(body)) return true;
    const last = body.type === 'BlockStatement' ? body.body.at(-1) : body;
    if (last?.type !== 'TryStatement') return false;

    return leaves(last.block) && (!last.handler || leaves(last.handler.body));
  }
}

/** How far a block has been gone through, and the first test that it passes. */
interface Scan {
  next: number;
  passed: AnyNode | undefined;
  end: number;
}

/** Whether it may return before its last statement. */
function mayReturn(body: AnyNode): boolean {
  const pending: AnyNode[] = [...childrenOf(body)];
  const last = body.type === 'BlockStatement' ? body.body.at(-1) : undefined;

  for (let at = pending.pop(); at; at = pending.pop()) {
    if (isFunction(at) || at === last) continue;
    if (at.type === 'ReturnStatement') return true;
    pending.push(...childrenOf(at));
  }
  return false;
}

const MOST_NODES = 200;
