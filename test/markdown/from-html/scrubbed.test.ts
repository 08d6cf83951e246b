import { describe, expect, it } from 'vitest';
import { unwrapScrubbedHtml } from '../../../src/markdown/index.js';

describe('unwrapScrubbedHtml', () => {
  it('gives back the HTML that Mailman escaped', () => {
    const scrubbed =
      '<tt>\n&lt;p&gt;Fish&nbsp;&amp;amp;&nbsp;&lt;a&nbsp;href=&quot;https://example.org/&quot;&gt;chips&lt;/a&gt;&lt;/p&gt;<br>\n&lt;p&gt;two&lt;/p&gt;\n</tt>\n';
    expect(unwrapScrubbedHtml(scrubbed)).toBe('<p>Fish &amp; <a href="https://example.org/">chips</a></p>\n<p>two</p>');
  });

  it('undoes one layer only', () => {
    expect(unwrapScrubbedHtml('<tt>\n&lt;p&gt;&amp;lt;b&amp;gt;&lt;/p&gt;\n</tt>')).toBe('<p>&lt;b&gt;</p>');
  });

  it('leaves an attachment that is HTML', () => {
    expect(unwrapScrubbedHtml('<p>Hello</p>')).toBe('<p>Hello</p>');
  });
});
