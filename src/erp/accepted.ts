/** The ERP has it: `final`, or working on it and to be asked again. */
export interface Accepted {
  readonly type: 'accepted';
  readonly reference: string | null;
  readonly then: 'final' | 'ask';
}

export function accepted(reference: string | null, next: Accepted['then']): Accepted {
  // biome-ignore lint/suspicious/noThenProperty: the port's own word; it holds no function, so nothing awaits it.
  return { type: 'accepted', reference, then: next };
}
