import type { scan as source } from '../zh-CN/scan.ts';

/** Scanning, its faults, notes and counts. */
export const scan: Record<keyof typeof source, string> = {
  'scan.source.feeder': 'Feeder',
  'scan.source.platen': 'Flatbed',
  'scan.sides.simplex': 'Single-sided',
  'scan.sides.duplex': 'Double-sided',
  'scan.sides.simplex.short': 'Simplex',
  'scan.sides.duplex.short': 'Duplex',
  'scan.colour.bitonal': 'Black and white',
  'scan.colour.gray': 'Grey',
  'scan.colour.colour': 'Colour',
  'scan.colour.auto': 'Automatic',
  'scan.driver.escl': 'Network scanner',
  'scan.driver.sane': 'Local scanner',
  'scan.driver.twain': 'TWAIN scanner',
  'scan.driver.virtual': 'Virtual scanner (sample sheets)',
  'scan.summary': '{sides} · {dpi} dpi · {colour}',
  'scan.noDevice': 'Choose a scanner',
  'scan.with': '{profile} · {device}',
  'scan.chooser.label': 'Choose a profile (now {now})',
  'scan.chooser.profiles': 'What {key_scan} scans with',
  'scan.chooser.scanners': 'Which scanner',
  'scan.chooser.edit': 'Edit profiles…',
  'scan.progress.title': 'Capture progress',
  'scan.progress.scanning': 'Scanning',
  'scan.progress.importing': 'Importing',
  'scan.progress.sheets': '{count, plural, one {# sheet} other {# sheets}} fed',
  'scan.progress.counted': '{fed} of {counted, plural, one {# sheet} other {# sheets}}',
  'scan.progress.kept': '{count, plural, one {# page} other {# pages}} kept',
  'scan.progress.blank': '{count} blank',
  'scan.progress.deleted': '{count} deleted',
  'scan.progress.unread': '{count} to read',
  'scan.progress.files': '{done} of {total} files',
  'scan.progress.stop': 'Stop',
  'scan.done.scan':
    'Scan finished: {sheets, plural, one {# sheet} other {# sheets}} fed, {sides, plural, one {# side} other {# sides}} kept, {blank} blank',
  'scan.done.counted':
    'Scan finished: {sheets, plural, one {# sheet} other {# sheets}} fed, as counted; {sides, plural, one {# side} other {# sides}} kept, {blank} blank',
  'scan.done.import':
    'Import finished: {files, plural, one {# file} other {# files}}, {sides, plural, one {# page} other {# pages}}',
  'replace.running': 'Replacing when this is through',
  'replace.arrived': '{count, plural, one {# new page} other {# new pages}}',
  'replace.done':
    'Replaced: {old, plural, one {# document} other {# documents}} by {into}. The old pages are in the bin',
  'replace.kept':
    'Not replaced, the old documents stay{pages, plural, =0 {} one {. # new page is in the bin} other {. # new pages are in the bin}}',
  'replace.kept.then': '. ',
  'scan.cancelled': 'Stopped. All {sides, plural, one {# captured side} other {# captured sides}} are kept',
  'scan.cancelled.half':
    'Stopped. All {sides, plural, one {# captured side} other {# captured sides}} are kept, but only the front of sheet {number} came',
  'scan.cancelled.half.do': 'Delete that side, and put sheet {number} in first to scan it again',
  'scan.fault.title': 'Scanning stopped: {what}',
  'scan.fault.safe':
    '{sheets, plural, =0 {Nothing had been captured yet.} one {The # sheet before it ({sides} sides) is saved; do not scan it again.} other {All # sheets before it ({sides} sides) are saved; do not scan them again.}}',
  'scan.fault.kept': '{sheets, plural, one {# sheet} other {# sheets}} ({sides} sides) saved so far.',
  'scan.fault.safe.none': 'Nothing had been captured before it stopped.',
  'scan.fault.raw': 'Device said: {raw}',
  'scan.notes.title': 'About this scan',
  'scan.notes.read': 'Understood',
  'note.notApplied.doubleFeed':
    'This scanner does not detect double feeds: look out for sheets that stick together',
  'note.notApplied.blankSides': 'This scanner does not drop blank sides: all are kept, and folded away here',
  'note.notApplied.buffering': 'This scanner does not draw sheets in ahead',
  'note.notApplied.brightness': 'This scanner has no brightness setting',
  'note.notApplied.contrast': 'This scanner has no contrast setting',
  'note.notApplied.dropout': 'This scanner cannot drop a colour out',
  'note.notApplied.imprint': 'This scanner cannot print on sheets',
  'note.notApplied.transfer': 'This scanner does not know the transfer that was asked for',
  'note.notApplied.vendorSettings': 'The vendor settings could not be used',
  'note.notApplied.other': '{setting} could not be used (asked for: {wanted})',
  'note.changed': '{setting}: {used} was used in place of {wanted}',
  'note.EndByFeederOnly':
    'The scanner forgot the job; only its empty feeder says that the stack is through. Check the last sheet',
  'note.BackMissing': 'Sheet {sheet} has a front and no back',
  'fault.picture.last': 'Last good sheet: number {number}',
  'fault.picture.half': 'Sheet {number}: front only, goes again',
  'fault.picture.side': '{side, select, front {Front} other {Back}}',
  'fault.picture.open': 'Open sheet {number}, {side, select, front {front} other {back}}',
  'fault.unfold': 'Back to the fault',
  'fault.left': '{counted} counted, {left} still to scan.',
  'fault.goesOnWith': 'Goes on with: {profile} · {device}',
  'fault.half':
    'Only the front of sheet {number} came. Put it in first; the front that came goes to the bin, so that nothing is doubled.',
  'fault.choose': 'What shall it be? Press its digit',
  'fault.answer.resume': 'Resume scanning',
  'fault.answer.keep': 'Keep, and go on',
  'fault.answer.keep.means':
    'The sheet shown is right, say with a slip glued on. Put those after it back, from sheet {next} on.',
  'fault.answer.rescan': 'Scan these again',
  'fault.answer.rescan.means':
    'Part the sheet shown from what went in with it and put all of them in first. What came of sheet {number} goes to the bin.',
  'fault.answer.retry': 'Try again',
  'fault.answer.retry.means': 'The former scanner or its certificate is back.',
  'fault.answer.trust': 'Trust this scanner again',
  'fault.answer.trust.means':
    'It was replaced or reset, and you know it. Its new certificate is kept, and scanning goes on.',
  'fault.answer.stop': 'Stop here',
  'fault.answer.stop.means': 'What came is kept; the rest can be scanned later.',
  'fault.sheets.load':
    '{next, plural, =1 {Square the stack and put it into the feeder.} other {The sheet shown and those before it stay out; put sheet {next} and those after it into the feeder.}}',
  'fault.sheets.jammed':
    '{next, plural, =1 {No sheet is through yet: put the whole stack back in its order, the jammed sheet too.} other {The sheet shown and those before it stay out; put those after it back in their order, from sheet {next} on, the jammed one first.}}',
  'fault.sheets.doubled':
    '{next, plural, =1 {No sheet is through yet: fan the whole stack and put it back in its order.} other {Fan the sheets that went in together and those after them, from sheet {next} on, and put them back in their order.}}',
  'fault.sheets.mispicked':
    'The sheets are still in the feeder in their order; the next one is sheet {next}.',
  'fault.sheets.partway':
    'Take out a sheet that is part of the way in and put it first; scanning goes on at sheet {next}. Leave the others.',
  'fault.sheets.untouched': 'Leave the sheets where they are; the next one is sheet {next}.',
  'fault.sheets.truncated':
    'The incomplete one was not kept: put sheet {next} back first, to be scanned again.',
  'fault.sheets.overfed':
    '{next, plural, =1 {The scanner may have drawn some sheets through: put them back first and scan the whole stack.} other {The scanner may have drawn some sheets through: find the one shown, and put all after it back, from sheet {next} on.}}',
  'fault.sheets.rest':
    'Put those after it back behind it in their order, from sheet {next} on. The last good sheet and those before it stay out.',
  'count.title': 'Count the sheets',
  'count.hint':
    'Count the stack before scanning; afterwards the figures are compared, and a single sheet is noticed.',
  'count.field': 'Sheets',
  'count.scan': '{count, plural, =0 {Scan} one {Scan # sheet} other {Scan # sheets}}',
  'count.keep': 'Note it only',
  'count.clear': 'Do not count',
  'count.next': '{count, plural, one {# sheet} other {# sheets}} counted',
  'count.running': 'The stack being scanned',
  'count.differs.title': '{counted} counted, {fed} fed',
  'count.agrees.title': '{counted} counted, {fed} fed: they agree',
  'count.accepted.title': '{counted} counted, {fed} fed, accepted by {name}',
  'count.missing': '{count, plural, one {# sheet is} other {# sheets are}} missing. Look:',
  'count.missing.feeder': 'in the feeder, in the paper path and under the exit tray for sheets left behind',
  'count.missing.double':
    'for two sheets that went in as one: go through the pages and find the one that is not there',
  'count.missing.again': 'at the stack once more: it may have been counted too high',
  'count.extra': '{count, plural, one {# sheet} other {# sheets}} too many. Look:',
  'count.extra.twice': 'for a sheet scanned twice: its pages can be deleted ({key_page_delete})',
  'count.extra.again': 'at the stack once more: it may have been counted too low',
  'count.goOn': 'Scan the missing {count, plural, one {sheet} other {# sheets}}',
  'count.correct': 'Correct the count',
  'count.correct.save': 'Set to {count}',
  'count.accept': 'Accept as it is',
  'count.accept.hint': 'Your name is kept with it. Until then the bills of this stack cannot be submitted.',
  'count.later': 'Later',
  'count.accepted': 'Accepted: {fed} fed, {counted} counted',
  'count.corrected': 'The count is now {counted}, as fed',
  'scan.family.network': 'Network scanners could not be looked for',
  'scan.family.sane': 'Local scanners (SANE) could not be looked for',
  'scan.family.twain': 'TWAIN scanners could not be looked for',
  'scan.import.stopped':
    'Import stopped: {count, plural, one {# file was} other {# files were}} not imported',
  'scan.import.stopped.kept':
    '{files, plural, =0 {No file was read to its end.} one {The # file that was read to its end is kept.} other {The # files that were read to their end are kept.}}',
  'scan.import.kept':
    '{pages, plural, one {The # page that came in is} other {The # pages that came in are}} kept.',
  'scan.import.failures': '{count, plural, one {# file} other {# files}} could not be imported',
  'scan.import.notBegun':
    'Import stopped. {total, plural, one {The file was not imported and is} other {None of the # files was imported; all are}} untouched',
  'scan.import.uploading': 'Taking in file {done} of {total}',
};
