import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  componentEntityV1alpha1Validator,
  Entity,
} from '@backstage/catalog-model';
import { parse } from 'yaml';
import { ROOT } from './documents';

const entity: Entity = parse(
  readFileSync(join(ROOT, 'catalog-info.yaml'), 'utf8'),
);

it('is a component that a catalog accepts, with the documents beside it', async () => {
  expect(await componentEntityV1alpha1Validator.check(entity)).toBe(true);
  expect(entity.metadata.annotations).toEqual({
    'backstage.io/techdocs-ref': 'dir:.',
  });
});
