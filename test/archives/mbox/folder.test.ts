import { describe, expect, it } from 'vitest';
import type { FolderEntry } from '../../../src/archives/folder-listing.js';
import { volumesOf } from '../../../src/archives/mbox/folder.js';

/** Files by their paths; folders, which end in a slash, too. */
const entries = (...paths: string[]): FolderEntry[] =>
  paths.map((path) =>
    path.endsWith('/')
      ? { type: 'folder', path: path.slice(0, -1) }
      : { type: 'file', path, bytes: path.length, changed: 1 },
  );
const planned = (...paths: string[]) =>
  volumesOf(entries(...paths)).map((volume) =>
    volume.type === 'maildir'
      ? `${volume.path}/ (${volume.files.map((file) => file.path).join(' ')})`
      : `${volume.path}${volume.type === 'file' && !volume.certain ? ' ?' : ''}`,
  );

describe('volumesOf', () => {
  it('takes each file that may be mail, in the order of names and numbers', () => {
    expect(
      planned('10.eml', '2.eml', 'b/', 'b/2012.mbox', 'b/2012.mbox.gz', 'B.MBX', '2012-May.txt.gz', 'Inbox', 'b/7'),
    ).toEqual(['2.eml', '10.eml', '2012-May.txt.gz ?', 'B.MBX', 'b/7 ?', 'b/2012.mbox', 'b/2012.mbox.gz', 'Inbox ?']);
  });

  it('leaves what is something else by its name', () => {
    expect(planned('a.html', 'a.png', 'Inbox.msf', 'a.eml.bak', 'a.zip')).toEqual([]);
  });

  it('takes a maildir as one volume, in the order of delivery, without drafts and what is being delivered', () => {
    const files = [
      'cur/1330000002.b.host:2,S',
      'new/1330000001.a.host',
      'new/999999999.c.host',
      'cur/1330000003.d.host:2,DS',
      'cur/1330000004.e.host:2,ST',
      'tmp/1330000009.x.host',
    ];
    const order = 'new/999999999.c.host new/1330000001.a.host cur/1330000002.b.host:2,S cur/1330000004.e.host:2,ST';
    expect(planned('cur/', 'new/', 'tmp/', ...files)).toEqual([`/ (${order})`]);
    const below = files.map((file) => `lists/summit/${file}`);
    expect(planned('lists/', 'lists/summit/cur/', 'lists/summit/new/', ...below, 'lists/a.mbox')).toEqual([
      'lists/a.mbox',
      `lists/summit/ (${order.replace(/(?=\b(?:cur|new)\/)/g, 'lists/summit/')})`,
    ]);
  });

  it('takes the folders of a maildir, and a folder that is merely called cur', () => {
    expect(planned('cur/', 'new/', '.Sent/cur/', '.Sent/new/', '.Sent/cur/1.a:2,S', 'cur/2.b:2,')).toEqual([
      '/ (cur/2.b:2,)',
      '.Sent/ (.Sent/cur/1.a:2,S)',
    ]);
    expect(planned('cur/', 'cur/a.eml')).toEqual(['cur/a.eml']);
  });

  it('says which folders are closed', () => {
    const closed: FolderEntry = { type: 'closed', path: 'secret', reason: 'permission denied' };
    expect(volumesOf([closed])).toEqual([closed]);
  });
});
