import { expect, test } from 'vitest';
import { ahead } from '../../src/archives/ahead.js';

const soon = (turns: number) => new Promise((resolve) => setTimeout(resolve, turns));

test('results come in the order of the items, a few under way at a time', async () => {
  let under = 0;
  let most = 0;
  const results: number[] = [];
  const work = async (item: number) => {
    under += 1;
    most = Math.max(most, under);
    await soon(item % 3);
    under -= 1;
    return item * 2;
  };
  for await (const result of ahead(
    Array.from({ length: 20 }, (_, index) => index),
    4,
    work,
  ))
    results.push(result);
  expect(results).toEqual(Array.from({ length: 20 }, (_, index) => index * 2));
  expect(most).toBe(4);
});

test('a failure comes in its turn, and ends it; those behind it are not missed', async () => {
  const results: number[] = [];
  const all = async () => {
    const work = async (item: number) => {
      if (item > 1) throw new Error(`item ${item}`);
      return item;
    };
    for await (const result of ahead([0, 1, 2, 3, 4], 3, work)) results.push(result);
  };
  await expect(all()).rejects.toThrow('item 2');
  expect(results).toEqual([0, 1]);
  await soon(2);
});
