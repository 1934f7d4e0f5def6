import { createHash } from 'node:crypto';

/*
 * A double of the flagship imaging API, built from the reference text alone (docs/ERP.md, "Kingdee"). Nothing here was
 * compared with a real tenant: what it does where the text is silent is said at each place.
 */

export interface DoubleOptions {
  readonly now: () => number;
  /** 0 up to 1; decides which of the documented oddities an answer shows. */
  readonly random: () => number;
  readonly tokenLifeMs?: number;
  /** How a token that is not taken is told; the text does not say. */
  readonly tokenRefusal?: 'status-401' | 'code';
  /** What 3.06 says of a bill it does not know; the text does not say. */
  readonly unknownBill?: 'refused' | 'empty';
}

export interface DoubleCall {
  readonly path: string;
  readonly query: URLSearchParams;
  readonly headers: Headers;
  readonly body: string;
}
export interface DoubleAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

interface Bill {
  files: string[];
  imageStatus: number;
  submits: number;
}
interface File {
  readonly fileNo: string;
  readonly srcPath: string;
  readonly bill: string;
  readonly content: string;
  readonly fileType: string;
  readonly suffix: string;
}

/** What arrived, in its order; the checker of exactly-once reads it. */
export interface Arrival {
  readonly kind: 'token' | 'login' | 'logout' | 'collect' | 'submit' | 'query' | 'event';
  readonly bill: string;
  readonly body: string;
  /** Whether the call changed something. */
  readonly took: boolean;
}

export const credentials = {
  appId: 'platen-app',
  appSecret: 's3cret+of/the app"=',
  accountId: '1456789012345678901',
  tenantId: 'tenant-7',
  user: 'scan.station',
};

export function createKingdeeDouble(options: DoubleOptions) {
  const { now, random, tokenLifeMs = 2 * 3_600_000 } = options;
  const appTokens = new Set<string>();
  const accessTokens = new Map<string, number>();
  const bills = new Map<string, Bill>();
  const files = new Map<string, File>();
  /** Event codes by the bill they open. */
  const eventCodes = new Map<string, string>();
  const arrivals: Arrival[] = [];
  let refusal: string | null = null;
  let serial = 0;

  const pick = <T>(...choices: readonly T[]): T => choices[Math.floor(random() * choices.length)] as T;
  const oddly = (value: number): unknown => pick<unknown>(value, String(value));
  const oddEmpty = (): Record<string, unknown> => pick({ data: {} }, { data: null }, {});

  function answer(status: number, body: unknown): DoubleAnswer {
    const headers = { 'content-type': 'application/json;charset=UTF-8', date: new Date(now()).toUTCString() };
    return { status, headers, body: typeof body === 'string' ? body : JSON.stringify(body) };
  }
  const success = (rest: Record<string, unknown>, as: 'boolean' | 'string' = 'boolean'): DoubleAnswer =>
    answer(200, {
      success: as === 'boolean' ? true : pick<unknown>('true', 'True', 'TRUE', true),
      errorCode: '0000',
      message: pick('', null, '操作成功'),
      traceId: 'a field the text does not name',
      ...rest,
    });
  const refuse = (errorCode: string, message: string): DoubleAnswer =>
    answer(200, { success: pick<unknown>(false, 'false'), errorCode, message, ...oddEmpty() });

  function auth(data: Record<string, unknown>): DoubleAnswer {
    return answer(200, {
      state: 'success',
      status: pick<unknown>(true, 'true'),
      data: { ...data, success: true, error_code: pick<unknown>('0', 0), error_desc: pick('', null) },
    });
  }
  function authRefused(code: string, words: string): DoubleAnswer {
    return answer(200, {
      state: 'error',
      status: false,
      data: { app_token: null, success: false, error_code: code, error_desc: words },
    });
  }

  function getAppToken(body: Record<string, unknown>): DoubleAnswer {
    const { appId, appSecret, accountId, tenantId } = credentials;
    const isKnown =
      body.appId === appId &&
      body.appSecret === appSecret &&
      body.accountId === accountId &&
      body.tenantid === tenantId;
    if (!isKnown) return authRefused('1001', `no such application or secret: ${String(body.appSecret)}`);
    serial += 1;
    const token = `app-token-${serial}-${Math.floor(random() * 1e9)}`;
    appTokens.add(token);
    return auth({ app_token: token, expire_time: oddly(now() + tokenLifeMs) });
  }

  function login(body: Record<string, unknown>): DoubleAnswer {
    if (!appTokens.has(String(body.apptoken))) return authRefused('1002', 'no such apptoken');
    if (body.user !== credentials.user || body.usertype !== 'UserName')
      return authRefused('1003', 'no such user');
    serial += 1;
    const token = `access-token-${serial}-${Math.floor(random() * 1e9)}`;
    accessTokens.set(token, now() + tokenLifeMs);
    return auth({ access_token: token, expire_time: oddly(now() + tokenLifeMs) });
  }

  function isSignedIn({ query, headers }: DoubleCall): boolean {
    const token = query.get('access_token') ?? '';
    const header = headers.get('access_token');
    return (header === null || header === token) && (accessTokens.get(token) ?? 0) > now();
  }

  function need(body: Record<string, unknown>, ...names: readonly string[]): DoubleAnswer | null {
    const missing = names.filter((name) => typeof body[name] !== 'string' || body[name] === '');
    return missing.length === 0 ? null : refuse('0001', `missing: ${missing.join(', ')}`);
  }

  function fileCollect(bill: string, body: Record<string, unknown>): DoubleAnswer {
    const bad = need(body, 'base64', 'fileSuffix', 'scanBillNo', 'billType', 'resource', 'needRecognition');
    if (bad) return bad;
    const fileType = String(body.fileType ?? 'attach');
    if (!['invoice', 'cover', 'attach'].includes(fileType)) return refuse('0002', 'fileType');
    serial += 1;
    // Ids of the platform have nineteen digits; nobody promises that they come as text.
    const fileNo = `1${String(serial).padStart(18, '0')}`;
    const srcPath = `/tempfile/${fileNo}.${String(body.fileSuffix)}`;
    const content = createHash('sha256')
      .update(Buffer.from(String(body.base64), 'base64'))
      .digest('hex');
    const file = { fileNo, srcPath, bill, content, fileType, suffix: String(body.fileSuffix) };
    files.set(fileNo, file);
    const named = pick('both', 'fileNo', 'srcPath', 'number');
    if (named === 'number') {
      return answer(200, `{"success":"true","errorCode":"0000","data":{"fileNo":${fileNo},"srcPath":null}}`);
    }
    const data = {
      ...(named === 'srcPath' ? {} : { fileNo }),
      ...(named === 'fileNo' ? {} : { srcPath }),
    };
    return success({ data }, 'string');
  }

  function scanBillSubmit(bill: string, body: Record<string, unknown>): DoubleAnswer {
    const bad = need(body, 'scanBillNo', 'resource', 'billType', 'isSubmitErp');
    if (bad) return bad;
    const list = body.fileList as readonly { fileNo?: string; srcPath?: string }[];
    if (!Array.isArray(list) || list.length === 0) return refuse('0003', 'fileList');
    const found = list.map(({ fileNo, srcPath }) =>
      [...files.values()].find(
        (file) => file.bill === bill && (file.fileNo === fileNo || (!fileNo && file.srcPath === srcPath)),
      ),
    );
    if (found.some((file) => file === undefined)) return refuse('0004', 'no such file');
    const known = bills.get(bill);
    if (known === undefined && body.modelType !== '1') return refuse('0005', 'no such bill');
    const numbers = found.flatMap((file) => file?.fileNo ?? []);
    const added = body.saveType === 'add' ? [...(known?.files ?? []), ...numbers] : numbers;
    bills.set(bill, { files: added, imageStatus: 2, submits: (known?.submits ?? 0) + 1 });
    return success(oddEmpty(), 'string');
  }

  function operate(body: Record<string, unknown>): DoubleAnswer {
    if (body.operateType !== 'queryBillStatus' || !body.operateId) return refuse('0001', 'operateType');
    const asked = body.data as { scanBillNo?: string; resource?: string };
    const bill = bills.get(keyOf(asked));
    if (bill !== undefined) return success({ data: { imageStatus: oddly(bill.imageStatus), billType: 'x' } });
    return options.unknownBill === 'empty' ? success(oddEmpty()) : refuse('0005', 'no such bill');
  }

  /** The text says nothing of a bill that is not there, nor what a code looks like: an opaque string. */
  function getEventCode(bill: string, body: Record<string, unknown>): DoubleAnswer {
    const bad = need(body, 'scanBillNo', 'resource');
    if (bad) return bad;
    if (!bills.has(bill)) return refuse('0005', 'no such bill');
    serial += 1;
    const code = `event+code/${serial}&a=${Math.floor(random() * 1e9)}#=`;
    eventCodes.set(code, bill);
    return success({ data: { eventCode: code } });
  }

  /** Does what the call asks for. */
  function handle(call: DoubleCall): DoubleAnswer {
    const body = JSON.parse(call.body) as Record<string, unknown>;
    const name = call.path.split('/').at(-1) ?? '';
    if (name === 'getAppToken.do') return arrived('token', '', call, getAppToken(body), true);
    if (name === 'logout.do') {
      const took = accessTokens.delete(String(body.access_token));
      return arrived('logout', '', call, auth({}), took);
    }
    if (name === 'login.do') return arrived('login', '', call, login(body), true);
    const isQuery = name === 'operate';
    const kind = kindOf[name as keyof typeof kindOf] ?? 'submit';
    const bill = keyOf(isQuery ? (body.data as Record<string, unknown>) : body);
    if (!isSignedIn(call)) {
      // Servers are known to print what they were given; nobody says that this one does not.
      const token = call.query.get('access_token');
      const refused =
        options.tokenRefusal === 'code'
          ? refuse('40101', `token expired: ${token}`)
          : answer(401, `no ${token}`);
      return arrived(kind, bill, call, refused, false);
    }
    if (kind === 'event') return arrived(kind, bill, call, getEventCode(bill, body), false);
    if (refusal !== null && !isQuery) return arrived(kind, bill, call, refuse('0099', refusal), false);
    const before = files.size + (bills.get(bill)?.submits ?? 0);
    const reply =
      kind === 'query'
        ? operate(body)
        : kind === 'collect'
          ? fileCollect(bill, body)
          : scanBillSubmit(bill, body);
    return arrived(kind, bill, call, reply, files.size + (bills.get(bill)?.submits ?? 0) > before);
  }

  function arrived(
    kind: Arrival['kind'],
    bill: string,
    call: DoubleCall,
    reply: DoubleAnswer,
    took: boolean,
  ): DoubleAnswer {
    arrivals.push({ kind, bill, body: call.body, took });
    return reply;
  }

  return {
    handle,
    arrivals,
    bill: (scanBillNo: string, resource = 'PLATEN') => bills.get(keyOf({ scanBillNo, resource })) ?? null,
    /** The files of a bill as 4.02 listed them. */
    listed(scanBillNo: string, resource = 'PLATEN'): readonly File[] {
      const bill = bills.get(keyOf({ scanBillNo, resource }));
      return (bill?.files ?? []).flatMap((fileNo) => files.get(fileNo) ?? []);
    },
    /** Files 4.01 took that no list names: whether a real server shows them in the bill nobody has told us. */
    spare(): readonly File[] {
      const listed = new Set([...bills.values()].flatMap((bill) => bill.files));
      return [...files.values()].filter(({ fileNo }) => !listed.has(fileNo));
    },
    setStatus(scanBillNo: string, imageStatus: number): void {
      const key = keyOf({ scanBillNo, resource: 'PLATEN' });
      bills.set(key, { files: [], submits: 0, ...bills.get(key), imageStatus });
    },
    /** A bill that is gone, as if it had never come. */
    forget: (scanBillNo: string) => void bills.delete(keyOf({ scanBillNo, resource: 'PLATEN' })),
    revokeTokens: () => accessTokens.clear(),
    /** Tokens that would be taken now. */
    signedIn: () => accessTokens.size,
    /** From now on every write is refused in these words; null: taken again. */
    refuseWrites(words: string | null): void {
      refusal = words;
    },
    tokens: () => [...appTokens, ...accessTokens.keys()],
    eventCodes: () => [...eventCodes.keys()],
    /** Page 2.04 as a browser asks for it: the bill that its code opens; null: none. */
    matchPage(query: URLSearchParams): string | null {
      return query.get('formId') === 'bds_match_list'
        ? (eventCodes.get(query.get('eventCode') ?? '') ?? null)
        : null;
    },
  };
}

const kindOf = { operate: 'query', fileCollect: 'collect', getEventCode: 'event' } as const;

function keyOf({ scanBillNo, resource }: { scanBillNo?: unknown; resource?: unknown }): string {
  return `${String(resource)}/${String(scanBillNo)}`;
}

/** An event code as it is, and as it stands in an address. */
export const formsOf = (code: string) => [
  code,
  encodeURIComponent(code),
  new URLSearchParams({ code }).toString().slice(5),
];
