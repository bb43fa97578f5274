import { ConfigReader } from '@backstage/config';
import { readEnvironment } from './environment';

describe('readEnvironment', () => {
  it('reads brokers and how they are reached, and clusters', () => {
    const config = new ConfigReader({
      celery: {
        brokers: [
          { name: 'one', url: 'rediss://user:secret@redis.example:6380/3' },
          { name: 'two', host: 'redis.example', db: 2 },
          { name: 'three', host: 'redis.example' },
          { name: 'four', url: 'not a url' },
          { name: 'five', host: 'redis.example', tls: { ca: 'PEM' } },
          { name: 'six', url: 'redis://redis.example', tls: true },
          { name: 'seven', host: 'redis.example', tls: false },
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
        { name: 'one', db: 3, tls: true },
        { name: 'two', db: 2, tls: false },
        { name: 'three', db: 0, tls: false },
        { name: 'four', db: 0, tls: false },
        { name: 'five', db: 0, tls: true },
        { name: 'six', db: 0, tls: true },
        { name: 'seven', db: 0, tls: false },
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
