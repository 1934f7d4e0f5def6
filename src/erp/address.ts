import { z } from 'zod';

const loopback = new Set(['localhost', '127.0.0.1', '[::1]']);

/** Where an ERP listens: https, or http on this machine; without a user, query or slash at the end, so it may be logged. */
export const secureAddress = z
  .string()
  .refine((value) => {
    const url = URL.parse(value);
    if (url === null) return false;
    return url.protocol === 'https:' || (url.protocol === 'http:' && loopback.has(url.hostname));
  }, 'wants https; http only to this machine')
  .refine((value) => {
    const url = URL.parse(value);
    return url !== null && url.username + url.password + url.search + url.hash === '';
  }, 'wants no user, password, query or fragment')
  .transform((value) => value.replace(/\/+$/, ''));
