/**
 * Sites that real generators made of hostile mail, with every switch on that a community may turn on: each page shows the mail as it was
 * typed, and nothing of it acts. `npm run test:sites` makes them.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { frontOf, problemsOf, readFront, readPost } from './pages.js';
import { makePosts, type Post } from './posts.js';

interface Built {
  readonly name: string;
  /** Paths of the pages, by the posts' ids. */
  readonly pages: Readonly<Record<string, string>>;
  /** What the generator said of the posts that it could not build. */
  readonly broken: Readonly<Record<string, string>>;
}

const folder = process.env['LISTPRESS_SITES'] ?? '';
if (folder === '') process.stderr.write('No sites to read: npm run test:sites makes them and tests them.\n');
const built: readonly Built[] = folder === '' ? [] : JSON.parse(readFileSync(join(folder, 'sites.json'), 'utf8'));

const posts = folder === '' ? [] : makePosts();
const byText = new Map<string, Post[]>();
for (const post of posts) byText.set(post.text, [...(byText.get(post.text) ?? []), post]);

describe.skipIf(folder === '')('hostile mail', () => {
  it('is enough', () => {
    expect(built.length).toBeGreaterThan(0);
    expect(byText.size).toBeGreaterThan(100);
  });

  describe.each(built)('in $name', ({ name, pages, broken }) => {
    it.each([...byText])('shows %j as it was typed', (_, ofText) => {
      const problems = ofText.flatMap((post) => {
        const said = broken[post.id];
        const wrong =
          said === undefined ? problemsOf(post, readPost(pages[post.id] ?? '')) : [`ends the build: ${said}`];
        return wrong.length === 0 ? [] : [{ place: post.place, wrong, markdown: post.body }];
      });
      expect(problems).toEqual([]);
    });

    it('has the front matter as it was', () => {
      // PyMdown's critic marks act on the text before Pelican reads metadata from it: nothing in the file can stop that.
      const isCritic = (text: string) => name.includes('pymdownx') && /\{(?:\+\+|--|~~|==|>>)/.test(text);
      const drafts = posts.filter(({ id, shown, text }) => shown === null && !(id in broken) && !isCritic(text));
      const problems = drafts.flatMap((post) => {
        const shown = readFront(pages[post.id] ?? '');
        const written = frontOf(post, Object.keys(shown));
        return JSON.stringify(shown) === JSON.stringify(written) ? [] : [{ shown, written }];
      });
      expect(problems).toEqual([]);
    });
  });
});
