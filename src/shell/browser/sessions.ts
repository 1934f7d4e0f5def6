import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';

/** Who may use the station in a browser. The token of the printed address works once; it buys a session. */
export interface Sessions {
  readonly token: string;
  /** A new session for the token; null when it is wrong or was used before. */
  admit(token: string): string | null;
  has(session: string | undefined): boolean;
}

/** Nothing is kept on disk: when the station ends, every session ends with it. */
export function openSessions(): Sessions {
  const token = randomBytes(32).toString('base64url');
  const sessions = new Set<string>();
  let isUsed = false;
  return {
    token,
    admit(offered) {
      if (isUsed || !timingSafeEqual(digest(offered), digest(token))) return null;
      isUsed = true;
      const session = randomBytes(32).toString('base64url');
      sessions.add(hex(session));
      return session;
    },
    has: (session) => session !== undefined && sessions.has(hex(session)),
  };
}

/** Hashed before it is compared, so that the time taken tells nothing of the secret. */
function digest(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}

function hex(text: string): string {
  return digest(text).toString('hex');
}
