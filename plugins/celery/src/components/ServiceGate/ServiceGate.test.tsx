import { renderInTestApp } from '@backstage/frontend-test-utils';
import { EntityProvider } from '@backstage/plugin-catalog-react';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import { screen } from '@testing-library/react';
import { portal } from '../../__testUtils__/portal';
import { serviceEntity, withAnnotations } from '../../__testUtils__/service';
import { ScalingCard } from '../ScalingCard';

describe('ServiceGate', () => {
  beforeEach(() => {
    localStorage.clear();
  });

  it('asks for nothing that the viewer may not see', async () => {
    // The decision about each entity is remembered across tests.
    const entity = serviceEntity('orders');
    const { celery, cluster } = portal({
      entity: { ...entity, metadata: { ...entity.metadata, name: 'hidden' } },
      permission: AuthorizeResult.DENY,
    });
    expect(
      await screen.findByText('You may not see these queues'),
    ).toBeInTheDocument();
    expect(celery.getStatus).not.toHaveBeenCalled();
    expect(cluster.getCustomObjectsByEntity).not.toHaveBeenCalled();
  });

  it('explains annotations that are wrong, each with its value', async () => {
    portal({
      entity: withAnnotations(serviceEntity(), {
        'celeryq.dev/broker': 'redis://:secret@host:6379',
        'celeryq.dev/priority-steps': '3,6',
      }),
    });
    expect(
      await screen.findByText('The Celery annotations need a change'),
    ).toBeInTheDocument();
    const problems = screen
      .getAllByRole('listitem')
      .map(problem => problem.textContent);
    expect(problems).toEqual(
      expect.arrayContaining([
        expect.stringMatching(/must be a broker.s name/),
        expect.stringMatching(/celeryq\.dev\/queues is missing/),
        expect.stringMatching(/start with 0.*found 3,6/),
      ]),
    );
    // What was put in the broker's place may hold a password.
    expect(document.body).not.toHaveTextContent('secret');
  });

  it('is not on the page of an entity that has nothing to do with Celery', async () => {
    portal({ entity: withAnnotations(serviceEntity(), {}) });
    expect(await screen.findByTestId('empty-entity-page')).toBeInTheDocument();
  });

  it('says which annotations to add when it is put there all the same', async () => {
    await renderInTestApp(
      <EntityProvider entity={withAnnotations(serviceEntity(), {})}>
        <ScalingCard />
      </EntityProvider>,
    );
    expect(
      await screen.findByText(/celeryq\.dev\/queues: orders/),
    ).toBeInTheDocument();
  });
});
