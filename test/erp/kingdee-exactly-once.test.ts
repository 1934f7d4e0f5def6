import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { seeded } from '../sync/seeded.ts';
import { blindRepeats, runQueue } from './erp-queue.ts';
import { type RoadFault, roadFaults } from './faulty-fetch.ts';
import { memoryLines, sampleHandOver } from './hand-overs.ts';
import { credentials } from './kingdee-double.ts';
import { kingdeeRig } from './kingdee-rig.ts';

const number = 'CL-2026-000001';

interface Course {
  readonly seed: number;
  readonly faultPercent: number;
  readonly deathPercent: number;
  readonly documents: number;
  readonly doubtfulUpload: 'stop' | 'send-again';
  readonly tokenRefusal: 'status-401' | 'code';
  readonly unknownBill: 'refused' | 'empty';
  readonly driftMs: number;
  /** Short-lived tokens run out in the middle of a bill. */
  readonly tokenLifeMs: number;
}

const courses: fc.Arbitrary<Course> = fc.record({
  seed: fc.integer({ min: 1, max: 1_000_000 }),
  faultPercent: fc.constantFrom(0, 10, 30, 60),
  deathPercent: fc.constantFrom(0, 5, 20),
  documents: fc.integer({ min: 1, max: 5 }),
  doubtfulUpload: fc.constantFrom('stop', 'send-again'),
  tokenRefusal: fc.constantFrom('status-401', 'code'),
  unknownBill: fc.constantFrom('refused', 'empty'),
  driftMs: fc.constantFrom(0, -7_200_000, 7_200_000),
  tokenLifeMs: fc.constantFrom(7_200_000, 90_000, 1),
});

/** Plays a bill through a road that spoils calls and a process that dies, then lets the road be good to the end. */
async function play(course: Course, wrap?: (fetch: typeof globalThis.fetch) => typeof globalThis.fetch) {
  const random = seeded(course.seed);
  const rig = kingdeeRig({
    seed: course.seed,
    driftMs: course.driftMs,
    config: { doubtfulUpload: course.doubtfulUpload, tokenRefusedCodes: ['40101'] },
    server: {
      tokenLifeMs: course.tokenLifeMs,
      tokenRefusal: course.tokenRefusal,
      unknownBill: course.unknownBill,
    },
    ...(wrap ? { wrap } : {}),
  });
  const lines = memoryLines();
  const kinds = Array.from({ length: course.documents }, (_, index) =>
    index === 0 ? ('cover' as const) : ('invoice' as const),
  );
  const handOver = sampleHandOver(lines, { number, kinds });
  let calls = 0;
  const isBad = () => calls < 60;
  rig.road.choose = (): RoadFault | null => {
    calls += 1;
    if (!isBad() || random() * 100 >= course.faultPercent) return null;
    return roadFaults[Math.floor(random() * roadFaults.length)] ?? null;
  };
  rig.road.onAnswer = (call) => {
    const isWrite = /fileCollect|scanBillSubmit/.test(call.path);
    if (isWrite && isBad() && random() * 100 < course.deathPercent) lines.die();
  };
  const end = await runQueue(rig, handOver, lines, 400);
  return { rig, lines, handOver, end };
}

describe('whatever happens on the road to Kingdee', () => {
  it('KING-30 a bill arrives once, whole and in order, and no write is repeated before its fate was asked after', async () => {
    await fc.assert(
      fc.asyncProperty(courses, async (course) => {
        // A token that has run out before it comes cannot bring a bill anywhere, so only its silence is looked at.
        const { rig, lines, handOver, end } = await play(course);
        expect(blindRepeats(rig, end.events)).toEqual([]);
        const listed = rig.server.listed(number);
        const pages = handOver.manifest.documents.map((document) => document.pages[0]?.sha256);
        if (end.state === 'accepted') expect(listed.map(({ content }) => content)).toEqual(pages);
        // The one write that may be repeated was not: each lost answer was found out.
        if (end.state === 'accepted') expect(rig.server.bill(number)?.submits).toBe(1);
        // Half a bill is never there, at no point.
        expect([0, pages.length]).toContain(listed.length);
        if (course.tokenLifeMs > 1) expect(end.state).toBe('accepted');
        // Every file of ours that no list names was told as doubtful, or is just in doubt.
        const doubtful = JSON.parse(lines.lines.get('doubtful') ?? '[]').length;
        const open = [...lines.lines.values()].filter((line) =>
          /"state":"(sending|unknown|asked)"/.test(line),
        );
        if (end.state === 'accepted')
          expect(rig.server.spare().length).toBeLessThanOrEqual(doubtful + open.length);
      }),
      { numRuns: 400, seed: 20261129 },
    );
  });

  it('KING-31 a sender that repeats after a lost answer is seen by that check', async () => {
    let caught = 0;
    for (let seed = 1; seed <= 20; seed += 1) {
      const { rig, end } = await play(
        {
          seed,
          faultPercent: 30,
          deathPercent: 0,
          documents: 3,
          doubtfulUpload: 'send-again',
          tokenRefusal: 'code',
          unknownBill: 'empty',
          driftMs: 0,
          tokenLifeMs: 7_200_000,
        },
        retrying,
      );
      if (blindRepeats(rig, end.events).length > 0) caught += 1;
    }
    expect(caught).toBeGreaterThan(5);
  });

  it('KING-32 no secret stands in a log line, a journal, an outcome or an error', async () => {
    const texts: string[] = [];
    for (let seed = 1; seed <= 60; seed += 1) {
      const { rig, lines, end } = await play({
        seed,
        faultPercent: 40,
        deathPercent: 10,
        documents: 2,
        doubtfulUpload: 'send-again',
        tokenRefusal: seed % 2 ? 'code' : 'status-401',
        unknownBill: 'refused',
        driftMs: 0,
        tokenLifeMs: 90_000,
      });
      const said = [
        ...rig.said,
        ...lines.lines.values(),
        ...end.outcomes.map((one) => JSON.stringify(one)),
      ].join('\n');
      const secrets = [credentials.appSecret, ...rig.server.tokens()];
      for (const secret of secrets.flatMap(formsOf)) {
        if (said.includes(secret)) texts.push(secret);
      }
      expect(rig.said.length).toBeGreaterThan(0);
    }
    expect(texts).toEqual([]);
  });
});

function formsOf(secret: string): string[] {
  const base64 = Buffer.from(secret).toString('base64');
  return [secret, JSON.stringify(secret).slice(1, -1), encodeURIComponent(secret), base64];
}

/** The mutant: a client that sends once more when the line breaks, as many HTTP clients can be told to. */
function retrying(fetch: typeof globalThis.fetch): typeof globalThis.fetch {
  return async (input, init) => {
    const request = new Request(input, init);
    const again = request.clone();
    try {
      return await fetch(request);
    } catch {
      return fetch(again);
    }
  };
}
