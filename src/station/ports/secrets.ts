/** What the shell has to keep a text from other accounts of the machine. */
export interface Seal {
  seal(text: string): string;
  /** Null: sealed by another account, or on another machine. */
  open(sealed: string): string | null;
}

/** Secrets of the station, by name. */
export interface SecretStore {
  read(
    name: string,
  ): Promise<
    | { readonly type: 'none' }
    | { readonly type: 'kept'; readonly secret: string }
    | { readonly type: 'sealed-by-other' }
  >;
  /** On the disk when it resolves; until then what was there before stays. Throws what the disk says. */
  write(name: string, secret: string): Promise<void>;
  /** Takes it away, if it is there. */
  remove(name: string): Promise<void>;
}
