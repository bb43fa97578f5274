import { AuditAnswer, judge } from './audit';

const TODAY = '2026-11-25';

const answer: AuditAnswer = {
  vulnerabilities: {
    left: { via: ['pad'] },
    pad: {
      via: [
        {
          name: 'pad',
          severity: 'high',
          title: 'Pads for ever',
          url: 'https://github.com/advisories/GHSA-aaaa-bbbb-cccc',
        },
      ],
    },
  },
};

it('names an advisory once, however many packages it reaches', () => {
  expect(judge(answer, {}, TODAY)).toEqual({
    problems: ['GHSA-aaaa-bbbb-cccc: pad, high: Pads for ever'],
  });
});

it('accepts an exception to its last day, and not beyond', () => {
  const exceptions = {
    'GHSA-aaaa-bbbb-cccc': { reason: 'We never pad.', until: TODAY },
  };
  expect(judge(answer, exceptions, TODAY).problems).toEqual([]);
  expect(judge(answer, exceptions, '2026-11-26').problems).toEqual([
    'GHSA-aaaa-bbbb-cccc: the exception ended on 2026-11-25',
  ]);
});

it('accepts no exception without a reason, or without a last day', () => {
  const withException = (reason: string, until: string) =>
    judge(answer, { 'GHSA-aaaa-bbbb-cccc': { reason, until } }, TODAY).problems;
  expect(withException(' ', '2027-01-31')).toEqual([
    'GHSA-aaaa-bbbb-cccc: the exception has no reason',
  ]);
  expect(withException('We never pad.', 'never')).toEqual([
    'GHSA-aaaa-bbbb-cccc: the exception ends on no day such as 2026-11-25',
  ]);
});

it('asks for the removal of an exception that nothing needs', () => {
  const exceptions = {
    'GHSA-dddd-eeee-ffff': { reason: 'We never pad.', until: TODAY },
  };
  expect(judge({ vulnerabilities: {} }, exceptions, TODAY).problems).toEqual([
    'GHSA-dddd-eeee-ffff: the exception is needed no more',
  ]);
});

it('tells a registry that does not answer from one that knows of nothing', () => {
  expect(judge({ message: '405 Method Not Allowed' }, {}, TODAY)).toEqual({
    unknown: '405 Method Not Allowed',
    problems: [],
  });
  expect(judge({ vulnerabilities: {} }, {}, TODAY)).toEqual({ problems: [] });
});
