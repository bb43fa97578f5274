import { Spread } from './timing';

export function digits(value: number): string {
  return value.toFixed(value < 10 ? 1 : 0);
}

/** A middle, and where eight of ten lie. */
export function spread({ median, low, high }: Spread, unit = ''): string {
  return `${digits(median)}${unit} (${digits(low)}–${digits(high)})`;
}

export function table(head: string[], rows: string[][]): string {
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
  return [
    line(head),
    line(head.map((_, i) => (i === 0 ? '---' : '---:'))),
    ...rows.map(line),
  ].join('\n');
}
