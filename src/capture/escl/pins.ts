/**
 * Certificates of scanners, known by `host:port` and SHA-256 fingerprint. Scanners sign their own, so the first one seen
 * is taken and told; from then on, also in later processes, only the same one will do.
 */
export interface CertificatePins {
  /** Takes a first certificate; false for another one than before. */
  accepts(url: string, fingerprint: string): boolean;
  /** Whether a certificate of this host is known, on any port. */
  knows(url: string): boolean;
}

export function openCertificatePins(
  known: Readonly<Record<string, string>>,
  onPinned: (host: string, fingerprint: string) => void,
): CertificatePins {
  const fingerprints = new Map(Object.entries(known));
  return {
    accepts(url, fingerprint) {
      const host = hostOf(url);
      const pinned = fingerprints.get(host);
      if (pinned !== undefined) return pinned === fingerprint;
      fingerprints.set(host, fingerprint);
      onPinned(host, fingerprint);
      return true;
    },
    knows(url) {
      const { hostname } = new URL(url);
      return [...fingerprints.keys()].some((host) => host.replace(/:\d+$/, '') === hostname);
    },
  };
}

/** `host:port`, the port also where it is the usual one. */
export function hostOf(url: string): string {
  const { hostname, port, protocol } = new URL(url);
  return `${hostname}:${port || (protocol === 'https:' ? 443 : 80)}`;
}
