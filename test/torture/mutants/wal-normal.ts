import Database from 'better-sqlite3';

/*
 * A mutant, loaded before a process's own modules: SQLite commits without flushing. It has to lie as well: station and service
 * both ask after the first write, and stop.
 */
const { pragma, prepare } = Database.prototype;

Database.prototype.pragma = function (source, options) {
  if (/^\s*synchronous\s*=/.test(source)) return pragma.call(this, 'synchronous = NORMAL', options);
  if (/^\s*synchronous\s*$/.test(source)) return 2;
  return pragma.call(this, source, options);
};

Database.prototype.prepare = function (this: Database.Database, source: string) {
  const isQuestion = /^\s*pragma synchronous\s*$/i.test(source);
  return prepare.call(this, isQuestion ? 'SELECT 2 AS synchronous' : source);
} as typeof prepare;
