import express from 'express';
import Router from 'express-promise-router';
import { LocalLocations } from './LocalLocations';

/**
 * Answers the registration of a `file` location that is not allowed with
 * what is, in front of the catalog's own routes. These would store it, and it
 * would fail later where nobody looks.
 */
export function createLocalLocationRouter(
  locations: LocalLocations,
): express.Router {
  const refuse: express.RequestHandler = (req, _res, next) => {
    const { type, target } = req.body ?? {};
    if (type === 'file' && typeof target === 'string') {
      locations.assertAllowed(target);
    }
    next();
  };
  const router = Router();
  router.post('/locations', express.json(), refuse);
  router.put('/locations/:id', express.json(), refuse);
  return router;
}
