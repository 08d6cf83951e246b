/** A curve as SVG, by hand: light and dark, with its figures readable by those who do not see it. */

/**
 * Cost per message over the number of messages, the axis of numbers logarithmic.
 * @param {{ title: string, unit: string, points: readonly { x: number, y: number }[] }} chart
 */
export function curve({ title, unit, points }) {
  const [width, height, left, right, top, bottom] = [640, 320, 64, 24, 40, 48];
  const xs = points.map(({ x }) => Math.log10(x));
  const [minX = 0, maxX = 1] = [Math.min(...xs), Math.max(...xs)];
  const maxY = niceAbove(Math.max(...points.map(({ y }) => y)));
  const atX = (/** @type {number} */ x) =>
    left + ((Math.log10(x) - minX) / (maxX - minX || 1)) * (width - left - right);
  const atY = (/** @type {number} */ y) => height - bottom - (y / maxY) * (height - top - bottom);
  const round = (/** @type {number} */ value) => Number(value.toFixed(1));
  const ticks = [0, maxY / 4, maxY / 2, (3 * maxY) / 4, maxY];
  const said = points.map(({ x, y }) => `${x.toLocaleString('en-US')} messages: ${round(y)} ${unit}`).join('; ');
  const line = points.map(({ x, y }) => `${round(atX(x))},${round(atY(y))}`).join(' ');
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" role="img" aria-labelledby="t d" font-family="system-ui, sans-serif" font-size="13">
<title id="t">${title}</title>
<desc id="d">${said}.</desc>
<style>
  svg { background: #fff } text { fill: #222 } .grid { stroke: #ddd } .curve { fill: none; stroke: #0b6e99; stroke-width: 2.5 } circle { fill: #0b6e99 }
  @media (prefers-color-scheme: dark) { svg { background: #16191d } text { fill: #e6e6e6 } .grid { stroke: #3a3f45 } .curve { stroke: #6cc5ea } circle { fill: #6cc5ea } }
</style>
<text x="${left}" y="22" font-weight="600">${title}</text>
${ticks.map((y) => `<line class="grid" x1="${left}" x2="${width - right}" y1="${round(atY(y))}" y2="${round(atY(y))}"/><text x="${left - 8}" y="${round(atY(y) + 4)}" text-anchor="end">${round(y)}</text>`).join('\n')}
<polyline class="curve" points="${line}"/>
${points.map(({ x, y }) => `<circle cx="${round(atX(x))}" cy="${round(atY(y))}" r="4"/><text x="${round(atX(x))}" y="${height - bottom + 20}" text-anchor="middle">${short(x)}</text>`).join('\n')}
<text x="${(left + width - right) / 2}" y="${height - 8}" text-anchor="middle">messages in the archive (${unit} each)</text>
</svg>
`;
}

/** @param {number} value the next 1, 2, 5 × 10ⁿ above it */
function niceAbove(value) {
  const power = 10 ** Math.floor(Math.log10(value));
  return ([1, 2, 5, 10].find((step) => step * power >= value) ?? 10) * power;
}

/** @param {number} count */
function short(count) {
  return count >= 1e6 ? `${count / 1e6} M` : `${count / 1000} k`;
}
