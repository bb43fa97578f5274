// @ts-check

const RANGES = [
  'length',
  'in_flight',
  'scheduled',
  'oldest_age',
  'replicas',
  'desired_replicas',
];

/**
 * Samples are raw readings, minutes are what remains of them after an hour.
 * Times are seconds since 1970; a null is a number that was not known.
 *
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.schema.createTable('celery_history_queues', table => {
    table.increments('id');
    table.string('entity_ref', 255).notNullable();
    table.string('queue', 255).notNullable();
    table.unique(['entity_ref', 'queue']);
  });

  await knex.schema.createTable('celery_history_samples', table => {
    table.integer('queue_id').notNullable();
    table.bigInteger('at').notNullable();
    for (const name of RANGES) {
      table.double(name);
    }
    table.primary(['queue_id', 'at']);
    table.index(['at'], 'celery_history_samples_at');
  });

  await knex.schema.createTable('celery_history_minutes', table => {
    table.integer('queue_id').notNullable();
    table.bigInteger('at').notNullable();
    table.integer('samples').notNullable();
    for (const name of RANGES) {
      table.double(`${name}_min`);
      table.double(`${name}_avg`);
      table.double(`${name}_max`);
    }
    table.primary(['queue_id', 'at']);
    table.index(['at'], 'celery_history_minutes_at');
  });
};

/**
 * @param {import('knex').Knex} knex
 */
exports.down = async function down(knex) {
  await knex.schema.dropTable('celery_history_minutes');
  await knex.schema.dropTable('celery_history_samples');
  await knex.schema.dropTable('celery_history_queues');
};
