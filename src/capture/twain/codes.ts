/* Names of the numbers of TWAIN 2.x, for the words that go to support. */

export const returnCodes = { cancel: 3, busy: 10 } as const;

const returnNames: Readonly<Record<number, string>> = {
  0: 'SUCCESS',
  1: 'FAILURE',
  2: 'CHECKSTATUS',
  3: 'CANCEL',
  4: 'DSEVENT',
  5: 'NOTDSEVENT',
  6: 'XFERDONE',
  7: 'ENDOFLIST',
  8: 'INFONOTSUPPORTED',
  9: 'DATANOTAVAILABLE',
  10: 'BUSY',
  11: 'SCANNERLOCKED',
};

const conditionNames: Readonly<Record<number, string>> = {
  0: 'SUCCESS',
  1: 'BUMMER',
  2: 'LOWMEMORY',
  3: 'NODS',
  4: 'MAXCONNECTIONS',
  5: 'OPERATIONERROR',
  6: 'BADCAP',
  9: 'BADPROTOCOL',
  10: 'BADVALUE',
  11: 'SEQERROR',
  12: 'BADDEST',
  13: 'CAPUNSUPPORTED',
  14: 'CAPBADOPERATION',
  15: 'CAPSEQERROR',
  16: 'DENIED',
  17: 'FILEEXISTS',
  18: 'FILENOTFOUND',
  19: 'NOTEMPTY',
  20: 'PAPERJAM',
  21: 'PAPERDOUBLEFEED',
  22: 'FILEWRITEERROR',
  23: 'CHECKDEVICEONLINE',
  24: 'INTERLOCK',
  25: 'DAMAGEDCORNER',
  26: 'FOCUSERROR',
  27: 'DOCTOOLIGHT',
  28: 'DOCTOODARK',
  29: 'NOMEDIA',
};

/** `TWCC_PAPERJAM (20)`; a number alone where it is the vendor's own. */
export function conditionName(code: number): string {
  return named('TWCC', conditionNames, code);
}

/** `TWRC_FAILURE (1)`. */
export function returnName(code: number): string {
  return named('TWRC', returnNames, code);
}

function named(prefix: string, names: Readonly<Record<number, string>>, code: number): string {
  const name = names[code];
  return name ? `${prefix}_${name} (${code})` : `${prefix} ${code}`;
}
