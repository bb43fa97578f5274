import {
  appLanguageApiRef,
  errorApiRef,
  routeResolutionApiRef,
} from '@backstage/frontend-plugin-api';
import { mockApis, TestApiProvider } from '@backstage/frontend-test-utils';
import { ServiceHistory } from '@celery-keda/backstage-plugin-celery-common';
import fc from 'fast-check';
import { ReactElement, ReactNode } from 'react';
import { renderToStaticMarkup } from 'react-dom/server';
import { MemoryRouter } from 'react-router-dom';
import {
  anyManifest,
  anyPoints,
  anyReading,
  anyRow,
  anyScaling,
  anyTrialRun,
  NONSENSE,
  Reading,
} from '../__testUtils__/generated';
import { serviceHistory, serviceStatus } from '../__testUtils__/service';
import { scalingMomentsOf } from '../history';
import { RecentHistories, totalsOf } from '../overview';
import { QueueScaling, Scaling } from '../scaling';
import { targetOf } from '../whatIf';
import { HistoryChart } from './HistoryPanel/HistoryChart';
import { MomentList } from './HistoryPanel/MomentList';
import { OVERVIEW_COLUMNS } from './OverviewPage/columns';
import { OverviewTableRow } from './OverviewPage/OverviewTableRow';
import { OverviewTotals } from './OverviewPage/OverviewTotals';
import { RecentContext } from './OverviewPage/recent';
import { Sparkline } from './QueueFigures';
import { RefreshControl } from './RefreshControl';
import { QueueList } from './ScalingCard/QueueList';
import { DiagnosisPanel } from './ScalingTab/DiagnosisPanel';
import { ComparedPlans } from './ScalingTab/PlanPanel';
import { QueuePanel } from './ScalingTab/QueuePanel';
import { QueuePicker } from './ScalingTab/QueuePicker';
import { WorkersPanel } from './ScalingTab/WorkersPanel';
import { ServiceNotices } from './ServiceNotices';
import { TrialChart } from './WhatIfPanel/TrialChart';
import { TrialTable } from './WhatIfPanel/TrialTable';
import { WhatIf } from './WhatIfPanel/WhatIf';

// Ten thousand of anything take a while on a machine with other work.
jest.setTimeout(600_000);

// A server lays nothing out and subscribes to nothing.
jest.mock('react', () => {
  const react = jest.requireActual('react');
  return {
    ...react,
    useLayoutEffect: react.useEffect,
    useSyncExternalStore: (subscribe: () => () => void, read: () => unknown) =>
      react.useSyncExternalStore(subscribe, read, read),
  };
});

// Backstage's own components take most of the time. Here they say all that
// they are told to, also what they would say on hover only.
jest.mock('@backstage/ui', () => {
  const Plain = (props: Record<string, ReactNode>) => (
    <div aria-label={props['aria-label'] as string}>
      {props.title} {props.description} {props.label} {props.value}
      {props.children}
    </div>
  );
  return new Proxy({}, { get: () => Plain });
});

const RUNS = { numRuns: 10_000, seed: 20261125 };
const SPAN = {
  from: Date.parse('2026-11-25T12:00:00Z'),
  to: Date.parse('2026-11-25T12:30:00Z'),
  stepSeconds: 60,
};

const APIS = [
  mockApis.translation(),
  [errorApiRef, { post: (error: Error) => raise(error), error$: jest.fn() }],
  [
    appLanguageApiRef,
    {
      getAvailableLanguages: () => ({ languages: ['en'] }),
      getLanguage: () => ({ language: 'en' }),
      language$: jest.fn(),
      setLanguage: jest.fn(),
    },
  ],
  [routeResolutionApiRef, { resolve: () => () => '/catalog' }],
] as const;

function raise(error: Error): never {
  throw error;
}

/** What of a page's markup makes no sense, with a little of what is around. */
function nonsenseIn(page: ReactElement): string | undefined {
  const markup = renderToStaticMarkup(
    <TestApiProvider apis={APIS}>
      <MemoryRouter>{page}</MemoryRouter>
    </TestApiProvider>,
  );
  const at = markup.search(NONSENSE);
  return at < 0 ? undefined : markup.slice(Math.max(0, at - 300), at + 100);
}

/** Other settings being tried, where that is possible. */
function Trial({ queue, workers }: QueueScaling) {
  const group = workers && 'replicas' in workers ? workers : undefined;
  const target = group && targetOf(group);
  return group && target ? (
    <WhatIf queue={queue} group={group} target={target} />
  ) : null;
}

/** All that a page has read, when it was read as told. */
function readScaling(scaling: QueueScaling, reading: Reading): Scaling {
  const { state, observedAt, at, error, paused, refreshSeconds } = reading;
  const polling = {
    inFlight: false,
    paused,
    setPaused: jest.fn(),
    refresh: jest.fn(),
  };
  return {
    status: {
      ...polling,
      value: serviceStatus([scaling.queue], { observedAt, broker: { state } }),
      valueAt: at,
      error,
    },
    workers: polling,
    queues: [scaling],
    old: state !== 'ok',
    refreshSeconds,
    paused,
    setPaused: jest.fn(),
  };
}

/** A history that has been read already. */
function readHistory(history: ServiceHistory): RecentHistories {
  return Object.assign(new RecentHistories(async () => history), {
    get: () => history,
  });
}

/**
 * As {@link file://./generated.test.tsx} has it, but many more and only what
 * is drawn at first: as text, a page takes a fraction of the time.
 */
describe('of ten thousand inputs', () => {
  it('the card and the tab say nothing that makes no sense', () => {
    fc.assert(
      fc.property(
        anyScaling,
        anyManifest,
        anyReading,
        (scaling, manifest, reading) => {
          const { queue, workers, diagnosis } = scaling;
          const old = reading.state !== 'ok';
          const { observedAt } = reading;
          expect(
            nonsenseIn(
              <>
                <ServiceNotices scaling={readScaling(scaling, reading)} />
                <RefreshControl
                  refreshSeconds={reading.refreshSeconds}
                  nextAt={reading.at}
                  paused={reading.paused}
                  onPausedChange={() => undefined}
                />
                <QueueList queues={[scaling]} old={old} />
                <QueuePicker queues={[scaling]} shown="orders" param="queue" />
                <DiagnosisPanel diagnosis={diagnosis} />
                <QueuePanel queue={queue} old={old} observedAt={observedAt} />
                <WorkersPanel queue={queue.name} workers={workers} />
                <ComparedPlans
                  queue="orders"
                  workers={workers}
                  manifest={{ value: manifest }}
                />
                <Trial queue={queue} workers={workers} />
              </>,
            ),
          ).toBeUndefined();
        },
      ),
      RUNS,
    );
  });

  it('histories say nothing that makes no sense', () => {
    fc.assert(
      fc.property(
        anyPoints,
        fc.option(fc.nat(1_000)),
        (points, maxReplicas) => {
          const moments = scalingMomentsOf(points, SPAN.stepSeconds);
          expect(
            nonsenseIn(
              <>
                <Sparkline seconds={900} recent={{ ...SPAN, points }} />
                <HistoryChart
                  {...SPAN}
                  points={points}
                  moments={moments}
                  maxReplicas={maxReplicas}
                />
                <MomentList moments={moments} stepSeconds={SPAN.stepSeconds} />
              </>,
            ),
          ).toBeUndefined();
        },
      ),
      RUNS,
    );
  });

  it('the overview says nothing that makes no sense', () => {
    fc.assert(
      fc.property(
        fc.array(anyRow, { minLength: 1, maxLength: 2 }),
        anyPoints,
        fc.boolean(),
        (rows, points, isOld) => {
          const recent = {
            ...serviceHistory(points),
            to: new Date(SPAN.to).toISOString(),
          };
          expect(
            nonsenseIn(
              <RecentContext.Provider value={readHistory(recent)}>
                <OverviewTotals totals={totalsOf(rows)} />
                <table>
                  <tbody>
                    <OverviewTableRow
                      row={rows[0]}
                      index={0}
                      columns={OVERVIEW_COLUMNS}
                      isOld={isOld}
                    />
                  </tbody>
                </table>
              </RecentContext.Provider>,
            ),
          ).toBeUndefined();
        },
      ),
      RUNS,
    );
  });

  it('what is tried says nothing that makes no sense', () => {
    fc.assert(
      fc.property(anyTrialRun, anyTrialRun, (inForce, changed) => {
        expect(
          nonsenseIn(
            <>
              <TrialTable inForce={inForce} changed={changed} />
              <TrialChart inForce={inForce} changed={changed} />
            </>,
          ),
        ).toBeUndefined();
      }),
      RUNS,
    );
  });
});
