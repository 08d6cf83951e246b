/** Lines of a measurement. */

/** @param {string} name @param {string} figure */
export function line(name, figure) {
  console.log(`${name.padEnd(50)} ${figure}`);
}

/** @param {number} count @param {number} seconds @param {string} [what] */
export function rate(count, seconds, what = '') {
  return `${Math.round(count / seconds)
    .toLocaleString('en-US')
    .padStart(9)} ${what === '' ? '' : `${what} `}/s`;
}
