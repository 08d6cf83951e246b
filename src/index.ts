/** What the library offers. */
export { archiveKinds, linkFor } from './archives/index.js';
export type { ArchiveKind, ArchiveKindName, ArchiveLink, Finding, Selection } from './archives/kind.js';
export { GiveUpOnPage, StopRun, UsageError } from './errors.js';
export { describeIssue, type Issue, type IssueCode, leavesUnread } from './issues.js';
export {
  fromBody,
  fromHtml,
  fromText,
  type HtmlOptions,
  type Redaction,
  renderBlocks,
  type TextOptions,
} from './markdown/index.js';
export type {
  Attachment,
  Author,
  Block,
  Body,
  Converted,
  GetPage,
  Instant,
  Message,
  Origin,
  Page,
  PageRequest,
  PageRole,
  Quoted,
  Range,
  Source,
  Span,
  SpanType,
  Teller,
  ThreadNode,
} from './model.js';
export { type Fields, type FieldValue, type PostDocument, readDocument, writeDocument } from './posts/document.js';
export { composeReport, type Report, type ReportInput } from './reports/compose.js';
