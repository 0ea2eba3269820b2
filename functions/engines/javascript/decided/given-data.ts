import { anyField, type FieldPath } from '../../flow/index.ts';
import type { Route } from '../route.ts';
import type { Parameter } from '../scope.ts';
import { type AnyNode, calledName, isFunction } from '../syntax.ts';
import type { Site } from '../value.ts';
import { type DecidedValue, found, sent, together } from './decided-value.ts';
import type { FunctionSites } from './function-sites.ts';
import { isWithin } from './given-fields.ts';
import { partOfEvent } from './part-of-event.ts';
import { readsForm } from './read-forms.ts';
import type { DataReader, RequestCode } from './request-code.ts';
import { isOfEvent, isOfGateway } from './sent-fields.ts';

/** Knows how a request decides what functions are given: by Lambda, by a framework or by those who call them. */
export class GivenData {
  readonly #code: RequestCode;
  readonly #sites: FunctionSites;
  readonly #data: DataReader;
  readonly #routes: ReadonlyMap<AnyNode, Route>;

  constructor(code: RequestCode, sites: FunctionSites, data: DataReader) {
    this.#code = code;
    this.#sites = sites;
    this.#data = data;
    this.#routes = new Map(code.routes.map((each) => [each.of, each]));
  }

  of({ of, index }: Parameter, path: FieldPath): DecidedValue | undefined {
    const isEvent = this.#code.entries.has(of) && index === 0;
    if (isEvent) return isOfEvent(path) ? sent(path, partOfEvent(of, path, this.#code)) : undefined;
    const given = this.#routes.get(of)?.parameters[index];
    if (given?.event.some((each) => isWithin(path, each))) {
      return isOfGateway(path) ? undefined : sent(path);
    }
    const made = this.#sites.madeOf(of);
    if (made) return this.of({ kind: 'parameter', of: made, index, path: [] }, path);

    return together(this.#sites.of(of).map((site) => this.#givenAt(site, index, path)));
  }

  #givenAt(
    { call, shift, isCallback }: Site,
    index: number,
    path: FieldPath,
  ): DecidedValue | undefined {
    if (!isCallback) {
      const given = call.arguments[index + shift];
      return given && this.#data.of(given, path);
    }
    const { callee } = call;
    const method = calledName(call) ?? '';
    if (callee.type === 'MemberExpression' && ofLists.test(method)) {
      const place = /^reduce/.test(method) ? 1 : 0;
      return index === place ? this.#data.of(callee.object, [anyField, ...path]) : undefined;
    }
    if (callee.type === 'MemberExpression' && method === 'then') {
      return index === 0 ? this.#data.of(callee.object, path) : undefined;
    }
    // Parts of a form that is read as it comes.
    if (readsForm(call, this.#code.values)) return sent(['body', ...path]);
    // `table.get(params, (error, found) => …)`
    const rest = index > 0 ? call.arguments.filter((each) => !isFunction(each)) : [];
    return found(this.#data.any(rest));
  }
}

const ofLists = /^(?:map|forEach|filter|find|some|every|flatMap|reduce|reduceRight)$/;
