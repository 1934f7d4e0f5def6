import type { SchemeBook } from '../../src/domain/rules/scheme.ts';

const names = { zh: '自动', en: 'Automatic' };

/** Bills the ERP announces as `er_daily`, or whose number begins so, go to the ERP by themselves. */
export function automatic(numberPrefix: string): SchemeBook {
  return {
    schemes: [
      {
        code: 'auto',
        names,
        submit: 'automatic',
        cover: 'needed',
        toleranceMinor: 0,
        compare: {},
        isActive: true,
      },
    ],
    billTypes: [{ code: 'er_daily', names, numberPrefix, schemeCode: 'auto', isActive: true }],
  };
}
