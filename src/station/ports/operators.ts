import type { CommandName, CommandOutput, CommandParsed } from '../../contract/commands.ts';
import type { StationError } from '../../contract/errors.ts';
import type { OperatorEntry, SessionState } from '../../contract/queries.ts';
import type { Result } from '../../domain/result.ts';
import type { Failures, Role } from '../../domain/rules/operators.ts';
import type { EpochMs } from '../../domain/units.ts';

/** A PIN as it is kept: what scrypt made of it, and how. */
export interface PinHash {
  readonly hash: string;
  readonly salt: string;
  readonly n: number;
  readonly r: number;
  readonly p: number;
}

export interface OperatorRecord {
  readonly id: string;
  readonly name: string;
  readonly role: Role;
  readonly pin: PinHash;
  readonly isActive: boolean;
  /** Wrong PINs since the last right one. */
  readonly failures: Failures;
  readonly createdAt: EpochMs;
  readonly changedAt: EpochMs;
}

/** Slow on purpose, and never on the main thread. */
export interface Pins {
  hash(pin: string): Promise<PinHash>;
  /** `outdated`: right, and to be hashed anew at today's cost. */
  check(pin: string, hash: PinHash): Promise<'right' | 'outdated' | 'wrong'>;
}

type Answer<N extends CommandName> = Promise<Result<CommandOutput<N>, StationError>>;

/** Who works at this station: one at a time, whatever windows are open. */
export interface Session {
  current(): SessionState;
  /** The name that goes into the audit trail: the one signed in, else the account the station runs under. */
  who(): string;
  /** Why this command may not be run now; null if it may. */
  refusal(name: CommandName): StationError | null;
  /** Why nothing may be seen or done in a window now; null while somebody works there, or nobody has to sign in. */
  closed(): StationError | null;
  /** Why no file is taken now. While locked they are: who locked it is still at work, and files on their way go on. */
  closedToFiles(): StationError | null;
  list(): readonly OperatorEntry[];
  signIn(input: CommandParsed<'session.signIn'>): Answer<'session.signIn'>;
  unlock(input: CommandParsed<'session.unlock'>): Answer<'session.unlock'>;
  changePin(input: CommandParsed<'session.changePin'>): Answer<'session.changePin'>;
  signOut(): Result<Record<string, never>, StationError>;
  lock(): Result<Record<string, never>, StationError>;
  save(input: CommandParsed<'operators.save'>): Answer<'operators.save'>;
  setPin(input: CommandParsed<'operators.setPin'>): Answer<'operators.setPin'>;
  deactivate(
    input: CommandParsed<'operators.deactivate'>,
  ): Promise<Result<Record<string, never>, StationError>>;
}
