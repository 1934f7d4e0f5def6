import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { openFrameParser, type RawFrame } from '../../src/capture/twain/frames.ts';
import { readFrame } from '../../src/capture/twain/messages.ts';
import { encodeFrame } from './twain-double-host.ts';

describe('frames of the TWAIN host', () => {
  it('TWAIN-21 frames are the same however the stream is cut', () => {
    const frame = fc.record({
      json: fc.dictionary(fc.string(), fc.string()),
      bytes: fc.uint8Array({ maxLength: 300 }),
    });
    fc.assert(
      fc.property(
        fc.array(frame, { maxLength: 6 }),
        fc.array(fc.integer({ min: 1, max: 40 })),
        (sent, cuts) => {
          const stream = Buffer.concat(sent.map(({ json, bytes }) => encodeFrame(json, bytes)));
          const parser = openFrameParser();
          const got: RawFrame[] = [];
          for (const chunk of chunksOf(stream, cuts)) {
            got.push(...parser.push(chunk));
          }
          expect(got.map(({ json, bytes }) => [JSON.parse(json), [...bytes]])).toEqual(
            sent.map(({ json, bytes }) => [JSON.parse(JSON.stringify(json)), [...bytes]]),
          );
          expect(parser.isBetweenFrames()).toBe(true);
          expect(parser.failure()).toBeNull();
        },
      ),
    );
  });

  it('TWAIN-21 a stream that stops within a frame says so', () => {
    const whole = encodeFrame({ type: 'done' }, Buffer.alloc(10));
    for (let length = 1; length < whole.length; length += 1) {
      const parser = openFrameParser();
      expect(parser.push(whole.subarray(0, length))).toEqual([]);
      expect(parser.isBetweenFrames()).toBe(false);
    }
  });

  it.each([
    ['no JSON at all', header(0, 0)],
    ['too much JSON', header((1 << 20) + 1, 0)],
    ['too many bytes', header(10, (1 << 30) + 1)],
    ['a driver that prints', Buffer.from('Scanner ready\r\n')],
  ])('TWAIN-21 %s is no frame, from there on', (_name, bytes) => {
    const parser = openFrameParser();
    expect(parser.push(Buffer.concat([encodeFrame({ type: 'done' }), bytes]))).toHaveLength(1);
    expect(parser.failure()).toContain(bytes.toString('hex', 0, 8));
    expect(parser.push(encodeFrame({ type: 'done' }))).toEqual([]);
  });

  it('TWAIN-21 printed words stand in the error as text', () => {
    const parser = openFrameParser();
    parser.push(Buffer.from('Scanner ready\r\n'));
    expect(parser.failure()).toContain('(Scanner )');
  });

  it('TWAIN-21 a frame that is no JSON or not in the protocol is refused with its text', () => {
    const read = (json: string) => readFrame({ json, bytes: Buffer.alloc(0) });
    expect(read('{"type"')).toEqual({ ok: false, error: expect.stringContaining('{"type"') });
    expect(read('{"type":"dance"}')).toEqual({ ok: false, error: expect.stringContaining('dance') });
    expect(read('{"type":"end"}')).toMatchObject({ ok: false });
    expect(read('{"type":"end","sheetCount":3,"isFeederLoaded":null}')).toMatchObject({
      ok: true,
      value: { message: { type: 'end', sheetCount: 3 } },
    });
  });
});

function header(json: number, binary: number): Buffer {
  const bytes = Buffer.alloc(8);
  bytes.writeUInt32LE(json, 0);
  bytes.writeUInt32LE(binary, 4);
  return bytes;
}

function* chunksOf(stream: Buffer, cuts: readonly number[]): Generator<Buffer> {
  let at = 0;
  for (const cut of cuts) {
    if (at >= stream.length) return;
    yield stream.subarray(at, at + cut);
    at += cut;
  }
  if (at < stream.length) yield stream.subarray(at);
}
