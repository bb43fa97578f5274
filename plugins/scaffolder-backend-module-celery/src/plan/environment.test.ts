import { ConfigReader } from '@backstage/config';
import { readEnvironment } from './environment';

describe('readEnvironment', () => {
  it('reads brokers with their databases, and clusters', () => {
    const config = new ConfigReader({
      celery: {
        brokers: [
          { name: 'one', url: 'rediss://user:secret@redis.example:6380/3' },
          { name: 'two', host: 'redis.example', db: 2 },
          { name: 'three', host: 'redis.example' },
          { name: 'four', url: 'not a url' },
        ],
      },
      kubernetes: {
        clusterLocatorMethods: [
          { type: 'catalog' },
          { type: 'config', clusters: [{ name: 'local' }, { name: 'iks' }] },
        ],
      },
    });

    expect(readEnvironment(config)).toEqual({
      brokers: [
        { name: 'one', db: 3 },
        { name: 'two', db: 2 },
        { name: 'three', db: 0 },
        { name: 'four', db: 0 },
      ],
      clusters: ['local', 'iks'],
      findsClusters: true,
    });
  });

  it('finds nothing where nothing is configured', () => {
    expect(readEnvironment(new ConfigReader({}))).toEqual({
      brokers: [],
      clusters: [],
      findsClusters: false,
    });
  });
});
