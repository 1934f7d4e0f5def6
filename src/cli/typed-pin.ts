import { createInterface } from 'node:readline';
import { type Readable, Writable } from 'node:stream';
import type { PinReason } from '../domain/rules/operators.ts';

export interface PinDoor {
  readonly input: Readable & { readonly isTTY?: boolean };
  /** Where the questions go; never what is typed. */
  readonly questions: Writable;
}

/**
 * A new PIN: at a terminal asked for twice without showing it, and again until it is good; from a pipe its first line, as
 * it is. Null: who was asked gave up.
 */
export async function typedPin(
  door: PinDoor,
  refusal: (pin: string) => PinReason | null,
): Promise<string | null> {
  if (!door.input.isTTY) return firstLine(door.input);
  for (;;) {
    const pin = await askUnseen('New PIN: ', door);
    if (pin === null) return null;
    const refused = refusal(pin);
    if (refused !== null) {
      door.questions.write(`${pinWords[refused]}\n`);
      continue;
    }
    const again = await askUnseen('The same PIN again: ', door);
    if (again === null) return null;
    if (again === pin) return pin;
    door.questions.write('The two are not the same. Type the new PIN again.\n');
  }
}

export const pinWords: Readonly<Record<PinReason, string>> = {
  short: 'Too short: a PIN has six digits or more, or eight characters or more.',
  long: 'Too long: a PIN has at most 100 characters.',
  uniform: 'Too easy: a PIN is not one character over and over.',
};

/** Some shells begin what they pipe with a byte order mark. */
async function firstLine(input: Readable): Promise<string> {
  input.setEncoding('utf8');
  let text = '';
  for await (const part of input) {
    text += part;
    if (text.includes('\n')) break;
  }
  return (text.split(/\r?\n/u)[0] ?? '').replace(/^\uFEFF/u, '');
}

function askUnseen(question: string, { input, questions }: PinDoor): Promise<string | null> {
  const nowhere = new Writable({ write: (_part, _encoding, done) => done() });
  const lines = createInterface({ input, output: nowhere, terminal: true, historySize: 0 });
  questions.write(question);
  return new Promise((resolve) => {
    let typed: string | null = null;
    lines.once('line', (line) => {
      typed = line;
      lines.close();
    });
    // Ctrl+C and Ctrl+D end the question, not the process in the middle of a write.
    lines.once('SIGINT', () => lines.close());
    lines.once('close', () => {
      questions.write('\n');
      resolve(typed);
    });
  });
}
