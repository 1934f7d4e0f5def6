import type { submit as source } from '../zh-CN/submit.ts';

/** Submission, its problems and results. */
export const submit: Record<keyof typeof source, string> = {
  'submit.title': 'Submit bills',
  'submit.ready.differing':
    '{count, plural, one {# of them does not agree} other {# of them do not agree}} with what is expected',
  'submit.ready.count': '{count, plural, one {# bill ready} other {# bills ready}}',
  'submit.problems.count': '{count, plural, one {# bill with problems} other {# bills with problems}}',
  'submit.stack': '{count, plural, one {# bill of a stack} other {# bills of one stack}}',
  'submit.submitted.count':
    '{count, plural, one {# bill already submitted} other {# bills already submitted}}',
  'submit.none.title': 'No bill is ready',
  'submit.none.hint': 'Mend what is listed below; each line takes you to the page.',
  'submit.warning.none': 'Agrees with what is expected',
  'submit.warning.unknown': 'Expected invoices unknown; matched after submission',
  'submit.action': '{count, plural, one {Submit # bill} other {Submit # bills}}',
  'submit.include': 'Submit {number}',
  'submit.offline':
    'The service cannot be reached now. Submissions are kept on this station and sent when it is back; nothing is lost.',
  'submit.running': 'A capture is still running; better wait until it ends.',
  'submit.undoLost': 'A submitted bill can no longer be changed or undone.',
  'results.title': 'Match results',
  'results.summary': '{matched} of {total, plural, one {# bill} other {# bills}} fully matched',
  'results.outcomes': 'How the bills came out',
  'results.outcome.pending': '{bills, plural, one {# bill under way} other {# bills under way}}',
  'results.outcome.pending.do': 'Results show here as they come. Nobody has to wait; go on capturing.',
  'results.outcome.automatic':
    '{bills, plural, one {# bill handed to the ERP} other {# bills handed to the ERP}}',
  'results.outcome.automatic.do':
    '{inErp} in the ERP, {refused} failed there{underWay, plural, =0 {} other {, # under way}}.',
  'results.outcome.manual':
    '{bills, plural, one {# bill waits for the ERP} other {# bills wait for the ERP}}',
  'results.outcome.manual.do':
    'All invoices matched; their scheme leaves it to you: check them, then submit to the ERP.',
  'results.outcome.failed': '{bills, plural, one {# bill did not match} other {# bills did not match}}',
  'results.outcome.failed.do': 'Follow a difference to its page; scan what is missing, or check by hand.',
  'results.outcome.matched': '{bills, plural, one {# bill matched} other {# bills matched}}',
  'results.outcome.matched.do': 'The service has no ERP; there is nothing to submit.',
  'results.pending': 'Waiting for the service…',
  'results.empty': 'Nothing was submitted yet',
  'results.continue': 'Continue capturing',
  'results.count': '{verdict} {count}',
  'results.openQueue': 'Show upload queue',
  'problem.NumberMissing.what': 'The bill number was not read',
  'problem.NumberMissing.do': 'Type the number from the cover ({key_bill_number})',
  'problem.NumberDoubled.what': 'Number {number} is on two bills',
  'problem.NumberDoubled.do': 'Change one of them, or join the later bill to the earlier',
  'problem.PaperPending.what': 'Paper is still to come (marked by {by})',
  'problem.PaperPending.do': 'Scan it, then take the mark off ({key_bill_paper})',
  'problem.CoverMissing.what': 'The bill has no cover',
  'problem.CoverMissing.do': 'Set one document as cover ({key_kind_cover}), or insert the cover',
  'problem.BillEmpty.what': 'The bill is empty',
  'problem.BillEmpty.do': 'Scan its pages, or join it to the previous bill',
  'problem.PageUnread.what': '{count, plural, one {# page is} other {# pages are}} not processed yet',
  'problem.PageUnread.do': 'Wait a moment; if it stays so, look at it and scan it again',
  'problem.PageDamaged.what': 'The original of {count, plural, one {# page} other {# pages}} is damaged',
  'problem.PageDamaged.do': 'Delete and scan again',
  'problem.PageParked.what':
    '{count, plural, one {# page} other {# pages}} could not be processed; originals are whole',
  'problem.PageParked.do': 'Clean up again ({key_cleanup_rerun}), or delete and scan again',
  'problem.QualityUnaccepted.what':
    '{count, plural, one {# page fails} other {# pages fail}} the quality check: {faults}',
  'problem.QualityUnaccepted.do':
    'Adjust ({key_page_adjust}), scan again, or look and accept as it is ({key_quality_accept})',
  'problem.InvoiceUnread.what': 'An invoice whose number and amount were not read',
  'problem.InvoiceUnread.do':
    'Type it in from the page ({key_invoice_type}), scan it again, or set it as attachment ({key_kind_attachment})',
  'problem.InvoiceDoubled.what': 'Invoice {number} was scanned twice',
  'problem.InvoiceDoubled.do':
    'Delete the surplus one ({key_page_delete}), or set it as attachment ({key_kind_attachment})',
  'problem.InvoiceSubmittedBefore.what':
    'Invoice {number} was submitted before: {day}, batch {batch}, bill {bill}',
  'problem.InvoiceSubmittedBefore.do':
    'Delete this one if it is the same ({key_page_delete}); if it is no invoice, set it as attachment ({key_kind_attachment})',
  'problem.CountDiffers.what': '{counted} sheets counted, {fed} fed',
  'problem.CountDiffers.do':
    '{way, select, missing {Scan the missing sheets, correct the count, or accept it} other {Delete what was scanned twice, then correct the count or accept it}}',
};
