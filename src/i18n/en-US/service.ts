import type { service as source } from '../zh-CN/service.ts';

/** The match service, and how this station is let in there. */
export const service: Record<keyof typeof source, string> = {
  'settings.part.service': 'Match service',
  'action.service': 'Match service and enrolment',
  'status.service.notEnrolled': 'Not enrolled, bills wait here',
  'status.service.ended': 'Enrolment ended, bills wait here',
  'status.service.other-account': 'Not enrolled for this account, bills wait here',
  'service.title': 'Match service',
  'service.address': 'Address',
  'service.embedded': 'The one built into this station',
  'service.nowhere': 'None configured',
  'service.reach': 'Connection',
  'service.reach.unknown': 'Not asked yet',
  'service.reach.reachable': 'Reachable',
  'service.reach.unreachable': 'Unreachable',
  'service.signIn': 'Enrolment',
  'service.signIn.embedded': 'Not needed',
  'service.signIn.shared': 'Shared token',
  'service.signIn.enrolled': 'Enrolled as {station}',
  'service.signIn.none': 'Not enrolled',
  'service.signIn.ended': 'Ended',
  'service.signIn.other-account': 'Enrolled for another account of this computer',
  'service.todo.embedded':
    'Bills go to the service built into this station. To send them to your company’s match service, enrol below.',
  'service.todo.shared':
    'This station uses the token IT set for all. Enrolled, it has one of its own, which can be revoked alone.',
  'service.todo.enrolled': 'This station has a token of its own, which renews itself. Nothing to do.',
  'service.todo.none':
    'The match service does not know this station yet. Ask IT for an enrolment code and type it below; until then bills wait safely in the queue here.',
  'service.todo.ended':
    'The match service no longer takes this station: IT revoked it, or another computer took its name. Ask IT for a new enrolment code and type it below; bills wait safely in the queue here and go out by themselves afterwards.',
  'service.todo.other-account':
    'The token is kept for another Windows account, and this one cannot read it. Go back to that account, or enrol anew below; bills wait safely in the queue here.',
  'service.enrol.title': 'Enrol this station',
  'service.enrol.address': 'Address of the match service',
  'service.enrol.addressHint': 'Begins with https://; ask IT for it',
  'service.enrol.readable':
    'Not https: who is on the way can read the token and the bills. Only on a network you trust',
  'service.enrol.given': 'Set by IT; it cannot be changed here',
  'service.enrol.code': 'Enrolment code',
  'service.enrol.codeHint': '8 characters, valid once within 15 minutes',
  'service.enrol': 'Enrol',
  'service.enrol.unreachable': 'This address does not answer — check it and the network, then try again',
  'service.enrol.garbled':
    'There is no match service at this address — check it, or have IT look at the proxy',
  'service.enrolAnew': 'Enrol anew',
  'service.enrolling': 'Enrolling…',
  'service.enrolled': 'Enrolled as {station}; bills go out by themselves',
};
