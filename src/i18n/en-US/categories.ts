import type { categories as source } from '../zh-CN/categories.ts';

/** Attachment categories: kept in the settings, chosen for documents. */
export const categories: Record<keyof typeof source, string> = {
  'categories.title': 'Attachment categories',
  'categories.hint':
    'Attachments can be filed under these, chosen in this order. Documents carry the code. One that is not active is no longer offered; documents that have it show it as before.',
  'categories.given': 'Kept by the match service',
  'categories.code': 'Code',
  'categories.zh': 'Chinese name',
  'categories.en': 'English name',
  'categories.active': 'Active',
  'categories.at': '{field} of category {index}',
  'categories.codeStays': 'A saved code stays as it is: documents carry it',
  'categories.up': 'Move category {index} up',
  'categories.down': 'Move category {index} down',
  'categories.remove': 'Take out category {index}',
  'categories.add': 'Add category',
  'categories.import': 'Import file…',
  'categories.export.csv': 'Export CSV',
  'categories.export.json': 'Export JSON',
  'categories.save': 'Save categories',
  'categories.saved': 'Attachment categories saved',
  'categories.empty.title': 'No attachment categories yet',
  'categories.empty.hint': 'Add the ones you use, or import a CSV or JSON file.',
  'categories.came':
    '{count, plural, one {# category} other {# categories}} read: {added} new, {changed} changed{kept, plural, =0 {} one {; # not in the file stays behind them} other {; # not in the file stay behind them}}. Save to put this in force.',
  'categories.refused':
    'The file was not read: {count, plural, one {# thing is} other {# things are}} wrong. Mend it and import again:',
  'categories.more': 'and {count} more',
  'categories.place.line': 'Line {at}: {what}',
  'categories.place.entry': 'Entry {at}: {what}',
  'categories.fault.CodeEmpty': 'Give it a code',
  'categories.fault.CodeTooLong': 'A code has at most 50 characters',
  'categories.fault.CodeCharacters':
    'A code begins with a letter or figure and has only letters, figures and . _ -',
  'categories.fault.CodeTaken': 'The code “{value}” is there twice',
  'categories.fault.NameMissing': 'Give it a Chinese or an English name',
  'categories.fault.NameTooLong': 'A name has at most 40 characters',
  'categories.fault.NameCharacters': 'The name has characters that cannot be seen: delete them',
  'categories.fault.TooMany': 'There can be 200 categories at most',
  'categories.fault.NotUtf8': 'The file is not UTF-8; save it from the spreadsheet as “CSV UTF-8”',
  'categories.fault.FileTooLarge': 'The file is larger than 1 MB and hardly a list of categories',
  'categories.fault.FileWithoutCategories': 'There is no category in the file',
  'categories.fault.QuoteOpen': 'A quotation mark is never closed',
  'categories.fault.QuoteStray': 'A quotation mark stands where none may; quote the whole field',
  'categories.fault.ColumnMissing':
    'The column “{value}” is missing; the head is code,name_zh,name_en,active',
  'categories.fault.ColumnUnknown':
    'The column “{value}” is not known; the head is code,name_zh,name_en,active',
  'categories.fault.ColumnTwice': 'The column “{value}” is there twice',
  'categories.fault.FieldCount': 'It has {value} columns, unlike the head',
  'categories.fault.ActiveUnknown': 'Active is yes or no, not “{value}”',
  'categories.fault.JsonBroken': 'The JSON is torn or wrong: {value}',
  'categories.fault.JsonShape': '“{value}” is not what belongs there; export a JSON file to see the shape',
  'category.title': 'Set category',
  'category.hint':
    '{count, plural, one {# document becomes an attachment} other {# documents become attachments}} of the category you choose.',
  'category.placeholder': 'Press a figure, or type name or code',
  'category.now': 'now',
  'category.unlisted': 'not in the list',
  'category.none.title': 'No such category',
  'category.none.hint': 'Try other words, or add it in Settings.',
  'category.empty.title': 'There is no category to choose',
  'category.empty.station': 'Set up the attachment categories in Settings first.',
  'category.empty.service':
    'The categories of the match service are all inactive: ask whoever looks after the service.',
  'category.settings': 'Edit categories…',
  'category.look': 'View categories…',
  'category.kept':
    'The match service keeps the categories; here they can be viewed. Its administrator adds and changes them.',
};
