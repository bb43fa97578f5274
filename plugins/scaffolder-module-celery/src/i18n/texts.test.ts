import { texts } from './texts';

/** These are only said of more than one. */
const ALWAYS_SEVERAL = [
  // All settings that a plan has.
  'preview.allSettings',
  // The usual recipe's five.
  'plan.reason.target.fixed',
  // The hours of a month.
  'plan.warning.keeps-one-worker',
];

describe('the texts of the wizard', () => {
  it('count nothing in the plural that there may be one of', () => {
    const counted =
      /\}\} (waiting |worker )?(hours|pods|queues|settings|tasks|workers)\b/;
    expect(
      Object.entries<string>(texts).flatMap(([key, text]) =>
        counted.test(text) ? key : [],
      ),
    ).toEqual(ALWAYS_SEVERAL);
  });
});
