import {
  Entity,
  isLocationEntity,
  LocationEntity,
} from '@backstage/catalog-model';
import { InputError } from '@backstage/errors';
import { LocationSpec } from '@backstage/plugin-catalog-common';
import {
  CatalogProcessor,
  CatalogProcessorEmit,
} from '@backstage/plugin-catalog-node';
import path from 'node:path';
import { LocalLocations } from './LocalLocations';

/**
 * Refuses Location entities that would have the catalog read files which
 * nobody allowed, wherever they come from: registered ones, and those that a
 * registered file or repository holds. It throws before anything is read.
 */
export class LocalLocationProcessor implements CatalogProcessor {
  constructor(private readonly locations: LocalLocations) {}

  getProcessorName(): string {
    return 'CeleryLocalLocationProcessor';
  }

  async preProcessEntity(
    entity: Entity,
    location: LocationSpec,
    _emit: CatalogProcessorEmit,
    origin: LocationSpec,
  ): Promise<Entity> {
    if (
      isLocationEntity(entity) &&
      (entity.spec.type ?? location.type) === 'file' &&
      !(origin.type === 'file' && this.locations.isConfigured(origin.target))
    ) {
      this.assertAllowed(entity, location, origin);
    }
    return entity;
  }

  private assertAllowed(
    entity: LocationEntity,
    location: LocationSpec,
    origin: LocationSpec,
  ): void {
    if (origin.type !== 'file') {
      throw new InputError(
        `A location of type ${origin.type} may not lead to files of this portal: only locations of type file may.`,
      );
    }
    this.locations.assertAllowed(origin.target);
    const { target, targets = [] } = entity.spec;
    for (const file of target === undefined ? targets : [target, ...targets]) {
      this.locations.assertAllowed(absolute(file, location));
    }
  }
}

/** A Location's target as the catalog will resolve it. */
function absolute(target: string, location: LocationSpec): string {
  return location.type === 'file' && target.startsWith('.')
    ? path.join(path.dirname(location.target), target)
    : target;
}
