import { renderInTestApp } from '@backstage/frontend-test-utils';
import { entityRouteRef } from '@backstage/plugin-catalog-react';
import fc from 'fast-check';
import { ReactElement } from 'react';
import {
  anyManifest,
  anyPoints,
  anyRow,
  anyScaling,
  NONSENSE,
  SAMPLE,
} from '../__testUtils__/generated';
import { scalingMomentsOf } from '../history';
import { totalsOf } from '../overview';
import { HistoryChart } from './HistoryPanel/HistoryChart';
import { MomentList } from './HistoryPanel/MomentList';
import { OVERVIEW_COLUMNS } from './OverviewPage';
import { OverviewTableRow } from './OverviewPage/OverviewTableRow';
import { OverviewTotals } from './OverviewPage/OverviewTotals';
import { Sparkline } from './QueueFigures';
import { QueueList } from './ScalingCard/QueueList';
import { DiagnosisPanel } from './ScalingTab/DiagnosisPanel';
import { ComparedPlans } from './ScalingTab/PlanPanel';
import { QueuePanel } from './ScalingTab/QueuePanel';
import { WorkersPanel } from './ScalingTab/WorkersPanel';
import { WhatIfPanel } from './WhatIfPanel';

const SPAN = {
  from: Date.parse('2026-11-25T12:00:00Z'),
  to: Date.parse('2026-11-25T12:30:00Z'),
  stepSeconds: 60,
};

/** Everything that a page shows, tells screen readers and draws. */
function shownBy(page: HTMLElement): string[] {
  return [...page.querySelectorAll('*')].flatMap(element => [
    ...[...element.childNodes].flatMap(node =>
      node.nodeType === Node.TEXT_NODE ? node.textContent ?? '' : [],
    ),
    ...['title', 'aria-label', 'aria-valuetext', 'aria-valuenow', 'd'].flatMap(
      name => element.getAttribute(name) ?? [],
    ),
  ]);
}

async function nonsenseOn(page: ReactElement): Promise<string[]> {
  const { container } = await renderInTestApp(page, {
    mountedRoutes: { '/catalog/:namespace/:kind/:name': entityRouteRef },
  });
  const shown = shownBy(container);
  expect(shown.length).toBeGreaterThan(SAMPLE.numRuns);
  return shown.filter(text => NONSENSE.test(text));
}

describe('given anything that the backend and a cluster may answer', () => {
  const scalings = fc.sample(anyScaling, SAMPLE);

  it('the card makes sense', async () => {
    const page = scalings.map((scaling, index) => (
      <QueueList key={index} queues={[scaling]} old={index % 2 === 0} />
    ));
    expect(await nonsenseOn(<>{page}</>)).toEqual([]);
  });

  it('the tab makes sense', async () => {
    const manifests = fc.sample(anyManifest, SAMPLE);
    const page = scalings.map(({ queue, workers, diagnosis }, index) => (
      <div key={index}>
        <DiagnosisPanel diagnosis={diagnosis} />
        <QueuePanel queue={queue} old={false} observedAt={null} />
        <WorkersPanel queue={queue.name} workers={workers} />
        <ComparedPlans
          queue="orders"
          workers={workers}
          manifest={{ value: manifests[index] }}
        />
        <WhatIfPanel queue={queue} workers={workers} />
      </div>
    ));
    expect(await nonsenseOn(<>{page}</>)).toEqual([]);
  });

  it('the history makes sense', async () => {
    const page = fc.sample(anyPoints, SAMPLE).map((points, index) => (
      <div key={index}>
        <Sparkline seconds={900} recent={{ ...SPAN, points }} />
        <HistoryChart
          {...SPAN}
          points={points}
          moments={scalingMomentsOf(points, SPAN.stepSeconds)}
          maxReplicas={index % 2 === 0 ? null : 20}
        />
        <MomentList
          moments={scalingMomentsOf(points, SPAN.stepSeconds)}
          stepSeconds={SPAN.stepSeconds}
        />
      </div>
    ));
    expect(await nonsenseOn(<>{page}</>)).toEqual([]);
  });

  it('the overview makes sense', async () => {
    const rows = fc.sample(anyRow, SAMPLE);
    const page = (
      <>
        <OverviewTotals totals={totalsOf(rows)} />
        <table>
          <tbody>
            {rows.map((row, index) => (
              <OverviewTableRow
                key={row.id}
                row={row}
                index={index}
                columns={OVERVIEW_COLUMNS}
                isOld={false}
              />
            ))}
          </tbody>
        </table>
      </>
    );
    expect(await nonsenseOn(page)).toEqual([]);
  });
});
