/** One step of the schema. Once released it never changes: its text is part of the checksum every store was opened with. */
export interface Migration {
  /** 10, 20, 30...; the applied ones must be the first of the known ones. */
  readonly number: number;
  readonly name: string;
  readonly sql: string;
}
