/** Threads for what takes long: reading mail. */
export { createMailReaders, type MailReaderOptions, type MailReaders } from './pool.js';
