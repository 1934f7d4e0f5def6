import type { AxiosRequestConfig } from 'axios';
import type { z } from 'zod';
import { type ListPage, type ListRequest, listPage } from '../../contract/bill-list.ts';
import { type CheckReply, checkReply, type decideRequest, type undoRequest } from '../../contract/check.ts';
import { type SchemeBookReply, schemeBookReply } from '../../contract/scheme-book.ts';
import { type BillState, billState, type returnRequest } from '../../contract/wire.ts';
import type { Result } from '../../domain/result.ts';
import type { SchemeBook } from '../../domain/rules/scheme.ts';
import type { ServiceFailure } from './service-failure.ts';

type Answer<T> = Promise<Result<T, ServiceFailure>>;
type Read = <T extends z.ZodType>(schema: T, config: AxiosRequestConfig) => Answer<z.output<T>>;

/** What persons do at the service: look through lists, check bills by hand, send them back. */
export interface DeskClient {
  check(billUuid: string): Answer<CheckReply>;
  /** Sent again under the same id it is taken once. */
  decide(billUuid: string, decisionId: string, request: z.input<typeof decideRequest>): Answer<CheckReply>;
  undo(billUuid: string, decisionId: string, request: z.input<typeof undoRequest>): Answer<CheckReply>;
  sendBack(billUuid: string, request: z.input<typeof returnRequest>): Answer<BillState>;
  list(request: ListRequest): Answer<ListPage>;
  schemes(): Answer<SchemeBookReply>;
  /** `revision`: what the book was made from. */
  saveSchemes(revision: number, operator: string, book: SchemeBook): Answer<SchemeBookReply>;
}

export function createDeskClient(read: Read, stationId: string): DeskClient {
  const station = `/v1/stations/${encodeURIComponent(stationId)}`;
  const body = (data: object, headers: Readonly<Record<string, string>> = {}): AxiosRequestConfig => ({
    headers: { 'Content-Type': 'application/json', ...headers },
    data: JSON.stringify(data),
  });
  const bill = (billUuid: string) => `${station}/bills/${billUuid}`;
  return {
    check: (billUuid) => read(checkReply, { url: `${bill(billUuid)}/check` }),
    decide: (billUuid, decisionId, request) =>
      read(checkReply, { method: 'PUT', url: `${bill(billUuid)}/decisions/${decisionId}`, ...body(request) }),
    undo: (billUuid, decisionId, request) =>
      read(checkReply, {
        method: 'POST',
        url: `${bill(billUuid)}/decisions/${decisionId}/undo`,
        ...body(request),
      }),
    sendBack: (billUuid, request) =>
      read(billState, { method: 'POST', url: `${bill(billUuid)}/return`, ...body(request) }),
    list: ({ filter, after, ...order }) => {
      const { state, from, to, ...texts } = filter;
      const params = { ...order, ...texts, state: state.join(','), from, to, after };
      // What narrows nothing is left out: an empty text is not a number.
      const said = Object.entries(params).filter(([, value]) => value !== null && value !== '');
      return read(listPage, { url: '/v1/bills', params: Object.fromEntries(said) });
    },
    schemes: () => read(schemeBookReply, { url: '/v1/scheme-book' }),
    saveSchemes: (revision, operator, book) =>
      read(schemeBookReply, {
        method: 'PUT',
        url: '/v1/scheme-book',
        ...body({ operator, stationId, book }, { 'If-Match': `"${revision}"` }),
      }),
  };
}
