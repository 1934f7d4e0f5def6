import type { AxiosRequestConfig } from 'axios';
import type { z } from 'zod';
import { type ListPage, type ListRequest, listPage } from '../../contract/bill-list.ts';
import { type CheckReply, checkReply, type decideRequest, type undoRequest } from '../../contract/check.ts';
import { type SchemeBookReply, schemeBookReply } from '../../contract/scheme-book.ts';
import {
  type BillState,
  billState,
  type ErpStand,
  type ErpTest,
  erpStand,
  erpTest,
  type MatchPage,
  matchPage,
  type returnRequest,
} from '../../contract/wire.ts';
import type { SchemeBook } from '../../domain/rules/scheme.ts';
import type { Sha256 } from '../../domain/units.ts';
import type { Answer, ServiceHttp, ServicePicture } from './service-http.ts';

/** A bill of this station, or of the one that is named. */
export interface BillAt {
  readonly billUuid: string;
  readonly stationId?: string | undefined;
}

/** What persons do at the service: look through lists, check bills by hand, send them back. */
export interface DeskClient {
  check(bill: BillAt): Answer<CheckReply>;
  /** Sent again under the same id it is taken once. */
  decide(bill: BillAt, decisionId: string, request: z.input<typeof decideRequest>): Answer<CheckReply>;
  undo(bill: BillAt, decisionId: string, request: z.input<typeof undoRequest>): Answer<CheckReply>;
  sendBack(bill: BillAt, request: z.input<typeof returnRequest>): Answer<BillState>;
  /** The bytes the service keeps under this hash, if the bill's latest revision names them. */
  picture(bill: BillAt, sha256: Sha256, signal: AbortSignal): Answer<ServicePicture>;
  matchPage(bill: BillAt): Answer<MatchPage>;
  list(request: ListRequest): Answer<ListPage>;
  schemes(): Answer<SchemeBookReply>;
  /** `revision`: what the book was made from. */
  saveSchemes(revision: number, operator: string, book: SchemeBook): Answer<SchemeBookReply>;
  /** How the service's way to its ERP is doing, and whether it is open now. */
  erpStand(): Answer<ErpStand>;
  testErp(): Answer<ErpTest>;
}

/** `own`: the address of a bill of this station, or of one it took in from another. */
export function createDeskClient(
  { read, readBytes }: Pick<ServiceHttp, 'read' | 'readBytes'>,
  stationId: string,
  own: (billUuid: string) => string,
): DeskClient {
  const body = (data: object, headers: Readonly<Record<string, string>> = {}): AxiosRequestConfig => ({
    headers: { 'Content-Type': 'application/json', ...headers },
    data: JSON.stringify(data),
  });
  const pathOf = ({ stationId: whose, billUuid }: BillAt) =>
    whose === undefined ? own(billUuid) : `/v1/stations/${encodeURIComponent(whose)}/bills/${billUuid}`;
  return {
    check: (bill) => read(checkReply, { url: `${pathOf(bill)}/check` }),
    decide: (bill, decisionId, request) =>
      read(checkReply, { method: 'PUT', url: `${pathOf(bill)}/decisions/${decisionId}`, ...body(request) }),
    undo: (bill, decisionId, request) =>
      read(checkReply, {
        method: 'POST',
        url: `${pathOf(bill)}/decisions/${decisionId}/undo`,
        ...body(request),
      }),
    sendBack: (bill, request) =>
      read(billState, { method: 'POST', url: `${pathOf(bill)}/return`, ...body(request) }),
    picture: (bill, sha256, signal) => readBytes({ url: `${pathOf(bill)}/pictures/${sha256}`, signal }),
    matchPage: (bill) => read(matchPage, { method: 'POST', url: `${pathOf(bill)}/match-page`, ...body({}) }),
    erpStand: () => read(erpStand, { url: '/v1/erp' }),
    testErp: () => read(erpTest, { method: 'POST', url: '/v1/erp/test', ...body({}) }),
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
        url: `/v1/stations/${encodeURIComponent(stationId)}/scheme-book`,
        ...body({ operator, book }, { 'If-Match': `"${revision}"` }),
      }),
  };
}
