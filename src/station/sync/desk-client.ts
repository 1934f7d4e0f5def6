import type { AxiosRequestConfig } from 'axios';
import type { z } from 'zod';
import { type ListPage, type ListRequest, listPage } from '../../contract/bill-list.ts';
import { type CheckReply, checkReply, type decideRequest, type undoRequest } from '../../contract/check.ts';
import {
  type BillState,
  billState,
  type ErpStand,
  type ErpTest,
  erpStand,
  erpTest,
  type returnRequest,
} from '../../contract/wire.ts';
import type { Answer, ServiceHttp } from './service-http.ts';

type Read = ServiceHttp['read'];

/** What persons do at the service: look through lists, check bills by hand, send them back. */
export interface DeskClient {
  check(billUuid: string): Answer<CheckReply>;
  /** Sent again under the same id it is taken once. */
  decide(billUuid: string, decisionId: string, request: z.input<typeof decideRequest>): Answer<CheckReply>;
  undo(billUuid: string, decisionId: string, request: z.input<typeof undoRequest>): Answer<CheckReply>;
  sendBack(billUuid: string, request: z.input<typeof returnRequest>): Answer<BillState>;
  list(request: ListRequest): Answer<ListPage>;
  /** How the service's way to its ERP is doing, and whether it is open now. */
  erpStand(): Answer<ErpStand>;
  testErp(): Answer<ErpTest>;
}

export function createDeskClient(read: Read, station: string): DeskClient {
  const body = (data: object): AxiosRequestConfig => ({
    headers: { 'Content-Type': 'application/json' },
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
    erpStand: () => read(erpStand, { url: '/v1/erp' }),
    testErp: () => read(erpTest, { method: 'POST', url: '/v1/erp/test', ...body({}) }),
    list: ({ filter, after, ...order }) => {
      const { state, from, to, ...texts } = filter;
      const params = { ...order, ...texts, state: state.join(','), from, to, after };
      // What narrows nothing is left out: an empty text is not a number.
      const said = Object.entries(params).filter(([, value]) => value !== null && value !== '');
      return read(listPage, { url: '/v1/bills', params: Object.fromEntries(said) });
    },
  };
}
